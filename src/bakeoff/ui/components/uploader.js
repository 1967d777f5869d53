// Gives Streamlit's drop zone a role that fits it: it can be focused and has a name, but says that it is nothing.

export default function ({ parentElement }) {
  const block = (parentElement.getRootNode().host ?? parentElement).closest('[data-testid="stVerticalBlock"]')
  const mend = () => {
    for (const zone of block.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')) {
      zone.setAttribute("role", "group")
    }
  }
  mend()
  const watch = new MutationObserver(mend)
  watch.observe(block, { childList: true, subtree: true })
  return () => watch.disconnect()
}
