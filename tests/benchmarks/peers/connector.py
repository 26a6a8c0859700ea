"""The connector's stand-in, as a process: PORT says where it listens."""

import asyncio
import os

from tests.benchmarks.wire import Taker, serve

if __name__ == "__main__":
    asyncio.run(serve(Taker, int(os.environ["PORT"])))
