// The client loses the answer to a new post, and every later one, where it comes before the client has heard that its
// post was taken. So what comes is held until that is known.
(() => {
  const waiting = [];
  let asking = 0;

  const deliver = () => {
    while (!asking && waiting.length) waiting.shift()();
  };
  const inOrder = (hear) => (event) => {
    waiting.push(() => hear(event));
    deliver();
  };

  const ask = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...body) {
    asking += 1;
    this.addEventListener("loadend", () => setTimeout(() => ((asking -= 1), deliver()), 50));
    return ask.apply(this, body);
  };

  const { addEventListener } = WebSocket.prototype;
  const { get, set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  WebSocket.prototype.addEventListener = function (type, hear, ...rest) {
    return addEventListener.call(this, type, type === "message" ? inOrder(hear) : hear, ...rest);
  };
  Object.defineProperty(WebSocket.prototype, "onmessage", { get, set(hear) { set.call(this, hear && inOrder(hear)); } });
})();
