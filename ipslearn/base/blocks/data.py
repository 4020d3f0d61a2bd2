from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from ipslearn.base import charts
from ipslearn.languages.segments import TranslatedBlock

from .text import MarkdownBlock


class ComparisonTableBlock(TranslatedBlock):
    caption = blocks.CharBlock(max_length=300, label=_("Caption"))
    table = TypedTableBlock(
        [("text", MarkdownBlock(required=False))],
        label=_("Table"),
        help_text=_("The first row of titles and the first column are read out as headings."),
    )

    class Meta:
        icon = "ips-table"
        label = _("Comparison table")
        template = "base/blocks/table.html"
        description = _("A few things side by side, row by row.")
        preview_value = {
            "caption": "Two routes",
            "table": {
                "columns": [{"type": "text", "heading": ""}, {"type": "text", "heading": "Train-place"}],
                "rows": [
                    {"values": ["First step", "Assessment"]},
                    {"values": ["Search", "When judged ready"]},
                ],
                "caption": "",
            },
        }


class ChartValue(blocks.StructValue):
    @property
    def labels(self) -> list[str]:
        return [str(row[0]) for row in self._rows]

    @property
    def series(self) -> list[tuple[str, list[float]]]:
        """Return (name, values) for each column of numbers."""
        names = [column["heading"] for column in self["data"].columns[1:]]
        return [(name, [row[n] for row in self._rows]) for n, name in enumerate(names, start=1)]

    @cached_property
    def _rows(self):
        return [[cell.value for cell in row] for row in self["data"].rows]

    @property
    def chart(self) -> charts.Chart:
        """Return the geometry. Raise NotDrawable if the rows cannot be drawn."""
        return charts.chart(
            labels=self.labels,
            series=self.series,
            kind=self["kind"],
            unit=self["unit"],
            maximum=self["maximum"],
        )


class ChartBlock(TranslatedBlock):
    stays = frozenset({"source"})

    kind = blocks.ChoiceBlock(
        choices=[("bars", _("Bars")), ("grouped", _("Grouped bars")), ("line", pgettext_lazy("chart", "Line"))],
        default="bars",
        label=_("Kind"),
    )
    caption = blocks.CharBlock(max_length=300, label=_("Caption"))
    unit = blocks.CharBlock(max_length=30, label=_("Unit"), help_text=_("For example %, weeks, people."))
    maximum = blocks.FloatBlock(
        required=False,
        min_value=0,
        label=_("Axis ends at"),
        help_text=_("100 for percentages. The axis begins at 0."),
    )
    data = TypedTableBlock(
        [("label", blocks.CharBlock(max_length=120)), ("number", blocks.FloatBlock())],
        label=_("Rows"),
        help_text=_("First a column of labels, then one column of numbers for each series."),
    )
    source = SnippetChooserBlock("base.Source", label=_("Source"))
    note = MarkdownBlock(
        required=False,
        label=_("Note"),
        help_text=_("Who was compared with whom, over which time. Shown below."),
    )

    def clean(self, value):
        value = super().clean(value)
        columns = [column["block"].name for column in value["data"].columns]
        if columns[:1] != ["label"] or set(columns[1:]) != {"number"}:
            message = ValidationError(_("The first column holds labels, all others numbers; at least one of each."))
            raise blocks.StructBlockValidationError(block_errors={"data": message})
        try:
            value.chart  # noqa: B018 - drawing is the check
        except charts.NotDrawable as error:
            reason = gettext(error.sentence) % error.values
            message = ValidationError(_("This cannot be drawn: %(reason)s") % {"reason": reason})
            raise blocks.StructBlockValidationError(block_errors={"data": message}) from error
        return value

    class Meta:
        icon = "ips-chart"
        label = _("Chart")
        template = "base/blocks/chart.html"
        value_class = ChartValue
        description = _("Numbers as bars or a line; readers can see the same rows as a table.")
        preview_value = {
            "kind": "bars",
            "caption": "An example",
            "unit": "%",
            "maximum": 100,
            "data": {
                "columns": [{"type": "label", "heading": ""}, {"type": "number", "heading": "Share"}],
                "rows": [{"values": ["One way", 61]}, {"values": ["Another way", 23]}],
                "caption": "",
            },
            "source": None,
            "note": "Invented figures.",
        }
