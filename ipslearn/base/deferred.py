"""Texts of modules that know no Django: marked here for the catalogs, translated where they are shown.

MESSAGES = {"empty": gettext_noop("There is no question in this file.")}     # the pure module
gettext(MESSAGES[note.code]) % note.values                                   # whoever shows it
"""


def gettext_noop(text: str) -> str:
    """Return the text as it is; makemessages finds it by the name of this function."""
    return text
