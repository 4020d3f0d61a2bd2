import time
import pytest
from axe_playwright_python.sync_playwright import Axe
pytestmark = pytest.mark.browser
def test_x(page):
    for p in ("/en/","/en/courses/","/en/courses/ips-foundations/","/en/courses/ips-foundations/two-routes/why-work/","/en/glossary/"):
        t=time.time(); r=page.goto(p); t1=time.time()
        res=Axe().run(page, options={"runOnly":["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa"],"resultTypes":["violations"]}); t2=time.time()
        print(p, r.status, round(t1-t,2), round(t2-t1,2)); print(res.generate_report() if res.violations_count else "ok")
    assert 0
