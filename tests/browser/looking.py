"""What is looked at on every page: accessibility by axe in both colour schemes, and room for narrow windows and
large text. Each function returns what is wrong, in words."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, PHONE, NARROW = ({"width": width, "height": 900} for width in (1280, 390, 320))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= room) return []
  const name = one => [one.tagName.toLowerCase(), ...one.classList].join('.')
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
    """Open all that opens, and look at it in a wide window in light colours and on a phone in dark ones."""
    page.evaluate(OPEN_ALL)
    found = violations(page, "wide, light", WIDE, "light")
    found += violations(page, "phone, dark", PHONE, "dark")
    page.set_viewport_size(NARROW)
    return found + [f"320 px: {one}" for one in page.evaluate(TOO_WIDE)]


def violations(page: Page, name: str, size: dict, scheme: str) -> list[str]:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    result = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
    return [
        f"{name}: {violation['id']}: {violation['help']}: {[node['target'] for node in violation['nodes']]}"
        for violation in result.response["violations"]
    ]


def faults_of_room(page: Page) -> list[str]:
    """Return what is wider than the window, and what text is cut off."""
    return [*page.evaluate(TOO_WIDE), *(f"cut off: {one}" for one in page.evaluate(CUT_OFF))]
