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
"""Roles that the people file can give. The author and a report's author come from the case itself."""

OF_ONE_AREA = (MANAGER, AREA_AD)
"""Roles that are held for areas; an empty list of areas means none for these, and all for the others."""

READ_EVERYTHING = (UNIT, PSW, AD_SPSQA, DIRECTOR, CORPORATE_DIRECTOR)

STANDS_IN = {AD_SPSQA: (SM_SPSQA,)}
"""Who deputises for a role without being asked. Source: G181."""

TEAM = "team"
PSW_CHANNEL = "psw_channel"

ANYONE_WHO_READS = ("reader",)
"""For events that whoever may read the case may raise."""
