"""A person with a browser who notices what is wrong with a page."""

from axe_playwright_python.sync_playwright import Axe

from foundation.accounts.services import DEMO_PASSWORD

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WATCH = """
window.__violations = [];
document.addEventListener('securitypolicyviolation',
  event => window.__violations.push(event.violatedDirective + ' ' + event.blockedURI));
"""
THAI_OUTSIDE = """() => {
  const thai = /[\\u0E00-\\u0E7F]/, found = [];
  const language = element => element.closest('[lang]')?.lang;
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement;
    if (!parent || ['SCRIPT', 'STYLE', 'TITLE'].includes(parent.tagName)) continue;
    if (thai.test(node.data) && language(parent) !== 'th') found.push(node.data.trim().slice(0, 80));
  }
  for (const element of document.querySelectorAll('[aria-label],[title],[alt],[placeholder]'))
    for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
      if (thai.test(element.getAttribute(name) || '') && language(element) !== 'th')
        found.push(name + '=' + element.getAttribute(name));
  return found;
}"""

# Two frames on, so that what follows the window's width has done so
WIDTHS = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
  done([document.documentElement.scrollWidth, window.innerWidth]))))"""


class Visitor:
    """One browser window of a width; signed in where an e-mail is given. `look` gathers the faults of a page."""

    def __init__(self, browser, server, width, email=None):
        self.server = server
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="th-TH", timezone_id="Asia/Bangkok"
        )
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.console = []
        self.page.on("console", lambda message: self.console.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        if email:
            self.sign_in(email)

    def sign_in(self, email):
        self.open("/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", DEMO_PASSWORD)
        with self.page.expect_navigation():
            self.page.press("input[name=password]", "Enter")
        assert "/accounts/login/" not in self.page.url, self.page.inner_text("main")

    def open(self, path):
        self.console.clear()
        answer = self.page.goto(self.server + path)
        if self.page.query_selector("script[src]"):  # it may still be fetching what it draws
            self.page.wait_for_load_state("networkidle")
        return answer.status

    def look(self, path, *, also=None):
        """Open `path` and list what is wrong: status, console, content policy, sideways scroll, accessibility.

        The last two are looked at in a window of the width `also` too, to which the open page is brought.
        """
        status = self.open(path)
        faults = [] if status == 200 else [f"status {status}"]
        faults += [f"console: {text}" for text in self.console]
        faults += [f"policy: {text}" for text in self.page.evaluate("window.__violations")]
        if path.startswith("/en/") and "/secretariat/" not in path:
            faults += [f"Thai without lang: {text}" for text in self.page.evaluate(THAI_OUTSIDE)]
        faults += self.sideways() + self.accessibility()
        if also:
            usual = self.page.viewport_size
            self.page.set_viewport_size({**usual, "width": also})
            faults += [f"{also} px: {fault}" for fault in self.sideways() + self.accessibility()]
            self.page.set_viewport_size(usual)
        return faults

    def sideways(self, width=None, text=100):
        """Whether the open page is wider than the window, or than a window of `width` with text of so many percent."""
        usual = self.page.viewport_size
        if width:
            self.page.set_viewport_size({**usual, "width": width})
            self.page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
        content, window = self.page.evaluate(WIDTHS)
        if width:
            self.page.set_viewport_size(usual)
        return [f"sideways scroll: {content} px in {window} px, text {text} %"] if content > window else []

    def accessibility(self):
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        results = Axe().run(self.page, options=options)
        return [
            f"axe {violation['id']}: {node['target']} {node['html'][:120]}"
            for violation in results.response["violations"]
            for node in violation["nodes"][:3]
        ]

    def close(self):
        self.context.close()
