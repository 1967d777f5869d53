"""When a page has answered what was last asked of it."""

from playwright.sync_api import Page

# That no script runs stands on a page until the server has said that one does, on a busy machine long after a click. So
# what goes over the connection is heard as well: a script is asked for (field 11 of a `BackMsg`), begins (field 4 of a
# `ForwardMsg`) and is over (field 9, with nothing in it). What came last is drawn a moment later. No frame is asked
# for: a tab behind another has none.
_HEAR = """(() => {
  const heard = (window.heard = { asked: false, begun: 0, running: false });
  const listening = new WeakSet();
  const listen = ({ data }) => {
    const bytes = new Uint8Array(data);
    let at = 0;
    while (bytes[at] === 0x0a || bytes[at] === 0x12) at += 2 + bytes[at + 1]; // which message it is, and where to
    const begins = bytes[at] === 0x22;
    if (begins) Object.assign(heard, { asked: false, begun: heard.begun + 1, running: true });
    else if (bytes[at] === 0x4a && bytes[at + 1] === 0) {
      const { begun } = heard;
      heard.asked = false;
      setTimeout(() => (heard.running &&= heard.begun !== begun), 40);
    }
  };
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    if (!listening.has(this)) {
      listening.add(this);
      this.addEventListener("message", listen);
      this.addEventListener("close", () => Object.assign(heard, { asked: false, running: false }));
    }
    if (data[0] === 0x5a) heard.asked = true;
    return send.call(this, data);
  };
})();"""

_SETTLED = """() => {
  const app = document.querySelector(
    '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]',
  );
  return app !== null && !window.heard.asked && !window.heard.running;
}"""


def hear(page: Page) -> None:
    """Listen to what the page asks for and is told, from its next address on."""
    page.add_init_script(_HEAR)


def settled(page: Page) -> None:
    """Wait until what was asked for last is on the page, and nothing is being changed any more."""
    page.wait_for_function(_SETTLED, polling=50)
