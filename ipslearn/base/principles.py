"""The eight principles of IPS, in the order in which this site teaches them."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Principle:
    """`name` and `meaning` are lazy: they are translated when they are shown."""

    number: int
    name: Any
    meaning: Any

    @property
    def numbered(self):
        """Its number and name, lazy as the name is: "3. Rapid job search"."""
        return format_lazy("{}. {}", self.number, self.name)

    @property
    def icon(self) -> str:
        """The name of its symbol in static/icons/principles.svg."""
        return f"principle-{self.number}"


PRINCIPLES = tuple(
    Principle(number, name, meaning)
    for number, (name, meaning) in enumerate(
        (
            (_("Competitive employment is the goal"), _("Ordinary jobs, open to anyone, at the usual wage.")),
            (_("Open to everyone who wants to work"), _("Wanting a job is enough; nobody has to be ready first.")),
            (_("Rapid job search"), _("Looking for a job begins soon, without long preparation.")),
            (_("Employment and care in one team"), _("Employment specialists work inside the clinical team.")),
            (_("Preferences and strengths decide"), _("The person’s wishes steer the search.")),
            (_("Support without an end date"), _("Help goes on as long as it is wanted and needed.")),
            (_("Money facts: benefits counselling"), _("What a wage changes is known before the decision.")),
            (_("Building relationships with employers"), _("Employers are met in person, again and again.")),
        ),
        start=1,
    )
)


def principle(number: int) -> Principle:
    """Return the principle with this number, 1 to 8. Raise KeyError for any other."""
    if not 1 <= number <= len(PRINCIPLES):
        raise KeyError(number)
    return PRINCIPLES[number - 1]
