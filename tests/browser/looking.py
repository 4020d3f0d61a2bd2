"""What is looked at on every page: accessibility by axe in both colour schemes, and room for narrow windows and
large text. Each function returns what is wrong, in words."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, PHONE, NARROW = ({"width": width, "height": 900} for width in (1280, 390, 320))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What may be different on a phone, where the markup is the same.
PHONE_RULES = ["color-contrast", "target-size", "scrollable-region-focusable", "label", "link-name", "button-name"]

OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
LARGE_TEXT = "() => { document.documentElement.style.fontSize = '32px' }"
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= room) return []
  const name = one => one.tagName.toLowerCase() + (one.className.baseVal ?? one.className).replace(/(^|\\s)(\\S)/g, '.$2')
  const beyond = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > room + 1)
  return [`${document.documentElement.scrollWidth} px in ${room}`, ...beyond.slice(0, 5).map(name)]
}"""
CUT_OFF = """() => {
  const hides = value => value === 'hidden' || value === 'clip'
  const found = []
  for (const one of document.querySelectorAll('main *, header *, footer *')) {
    const style = getComputedStyle(one)
    if (one.clientWidth <= 1 || !one.textContent.trim() || !one.checkVisibility()) continue
    const across = hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1
    const down = hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1
    if (across || down) found.push(`${one.tagName.toLowerCase()}: ${one.textContent.trim().slice(0, 40)}`)
  }
  return found.slice(0, 5)
}"""


def everything_wrong(page: Page) -> list[str]:
    """Look at the page that is open, in every way; the page is of no use afterwards."""
    page.evaluate(OPEN_ALL)
    return [*accessibility_faults(page), *faults_of_room(page)]


def accessibility_faults(page: Page) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(WIDE)
        found += violations(page, f"{scheme}, wide", WCAG)
        page.set_viewport_size(PHONE)
        found += violations(page, f"{scheme}, phone", PHONE_RULES)
    return found


def violations(page: Page, where: str, rules: list[str]) -> list[str]:
    result = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{where}: {violation['id']}: {violation['help']}: {[node['target'] for node in violation['nodes']]}"
        for violation in result.response["violations"]
    ]


def faults_of_room(page: Page) -> list[str]:
    page.set_viewport_size(NARROW)
    found = [f"320 px: {one}" for one in page.evaluate(TOO_WIDE)]
    page.set_viewport_size(WIDE)
    page.evaluate(LARGE_TEXT)
    found += [f"text at 200 %: {one}" for one in page.evaluate(TOO_WIDE)]
    return found + [f"text at 200 %: cut off: {one}" for one in page.evaluate(CUT_OFF)]
