"""The roles of the guidance, and the two kinds of channel. Titles of the council's own stand in the profile (A14)."""

AUTHOR = "author"
PRACTITIONER = "practitioner"
MANAGER = "manager"
AREA_AD = "area_ad"
UNIT = "unit"
PSW = "psw"
AD_SPSQA = "ad_spsqa"
SM_SPSQA = "sm_spsqa"
DIRECTOR = "director"
CORPORATE_DIRECTOR = "corporate_director"
KSCMP = "kscmp"
REPORT_AUTHOR = "report_author"
ACTION_OWNER = "action_owner"
CLOCK = "clock"

HELD = (
    PRACTITIONER,
    MANAGER,
    AREA_AD,
    UNIT,
    PSW,
    AD_SPSQA,
    SM_SPSQA,
    DIRECTOR,
    CORPORATE_DIRECTOR,
    KSCMP,
)
"""Roles that the people file can give. The author, and who was appointed in a process, come from the case itself."""

APPOINTED = (REPORT_AUTHOR, ACTION_OWNER)
"""Roles of the person whom a process names: it is theirs in that process and in no other."""

REPORTS = ("agency_summary", "management_review", "internal_review")
"""The processes in which a report is written: whom they name may read the case."""

OF_ONE_AREA = (MANAGER, AREA_AD)
"""Roles that are held for areas; an empty list of areas means none for these, and all for the others."""

READ_EVERYTHING = (UNIT, PSW, AD_SPSQA, DIRECTOR, CORPORATE_DIRECTOR)

STANDS_IN = {AD_SPSQA: (SM_SPSQA,)}
"""Who deputises for a role without being asked. Source: G181."""

COUNTS = (MANAGER, AREA_AD, UNIT, PSW, AD_SPSQA, SM_SPSQA, DIRECTOR, CORPORATE_DIRECTOR, KSCMP)
"""Who may ask for numbers over the cases that they may read. Source: R99 (G177, G178, G180–G183)."""

OF_SPSQA = (UNIT, PSW, SM_SPSQA, AD_SPSQA)
"""The roles of the unit for safeguarding, professional standards and quality assurance. Source: G7, G31."""

TEAM_MANAGER_OR_ABOVE = (MANAGER, AREA_AD, SM_SPSQA, AD_SPSQA)
"""From whom the author of a management review is chosen. Source: R90 (G106)."""

UNIT_OR_PSW = (UNIT, PSW)
MANAGER_OR_UNIT = (MANAGER, UNIT)
KSCMP_OR_PSW = (KSCMP, PSW)
"""The PSW records what the partnership does, for those of it who do not use the bot."""

TEAM = "team"
PSW_CHANNEL = "psw_channel"

ANYONE_WHO_READS = ("reader",)
"""For events that whoever may read the case may raise."""
