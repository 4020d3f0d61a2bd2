"""Answering the questions of `tests.questions.samples` rightly, as people do: by pointer, by keys, without a script.

Each way is a function of (page, question). The fields are found by what they are called.
"""

from collections.abc import Iterable

from playwright.sync_api import Locator, Page

from tests.browser.keys import IS_FOCUSED, choose, tab_to

RIGHT_WORDS = {"numeric": "61 %", "short_text": "Zero exclusion", "open_response": "Nobody is sent away."}


def by_pointer(page: Page, question) -> None:
    for way, field, value in steps(page, question):
        if way == "check":
            field.check()
        elif way == "select":
            field.select_option(label=value)
        elif way == "type":
            field.fill(value)
        else:
            for _step in range(value):
                field.click()


def by_keys(page: Page, question) -> None:
    for way, field, value in steps(page, question):
        if way == "check" and field.get_attribute("type") == "radio":
            choose(page, field)
            continue
        if not field.evaluate(IS_FOCUSED):
            tab_to(page, field)
        if way == "check":
            page.keyboard.press("Space")
        elif way == "move":
            for _step in range(value):
                page.keyboard.press("Enter")
        else:
            page.keyboard.type(value)


def without_script(page: Page, question) -> None:
    if question.kind != "ordering":
        by_pointer(page, question)
        return
    for place, entry in enumerate(question.entries, start=1):
        page.get_by_role("combobox", name=entry.text).select_option(str(place))


def steps(page: Page, question) -> Iterable[tuple[str, Locator, object]]:
    """Return (check, select, type or move; the field; what goes into it) for all that makes the right answer."""
    match question.kind:
        case "single_choice" | "multiple_choice":
            role = "radio" if question.kind == "single_choice" else "checkbox"
            right = [one.text for one in question.choices if one.credit >= 1]
            return [("check", page.get_by_role(role, name=text), None) for text in right]
        case "true_false":
            return [("check", page.get_by_role("radio", name=str(question.is_true), exact=True), None)]
        case "matching":
            return [("select", page.get_by_role("combobox", name=one.left), one.right) for one in question.asked]
        case "sorting":
            names = {one.id: one.text for one in question.bins}
            groups = [(page.get_by_role("group", name=card.text), names[card.bin]) for card in question.cards]
            return [("check", group.get_by_role("radio", name=name), None) for group, name in groups]
        case "gaps":
            first, second = question.gaps
            chosen = next(one.text for one in second.choices if one.credit >= 1)
            return [
                ("type", page.get_by_role("textbox", name="Gap 1"), first.accepted[0].text),
                ("select", page.get_by_role("combobox", name="Gap 2"), chosen),
            ]
        case "ordering":
            return (("move", *one) for one in moves(page, question))
    return [("type", page.get_by_role("textbox", name=question.prompt), RIGHT_WORDS[question.kind])]


def moves(page: Page, question):
    """Yield (button, how often it is pressed) that bring one line after the other to its place."""
    for place, entry in enumerate(question.entries):
        lines = page.locator("order-list").get_by_role("listitem").all_inner_texts()
        now = next(number for number, line in enumerate(lines) if entry.text in line)
        if now > place:
            yield page.get_by_role("button", name=f"Move up: {entry.text}"), now - place
