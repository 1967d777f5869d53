// Follows the link that stands before it, as a click would.

export default function ({ parentElement }) {
  const block = (parentElement.getRootNode().host ?? parentElement).closest('[data-testid="stVerticalBlock"]')
  const follow = () => {
    const link = block.querySelector('[data-testid="stPageLink-NavLink"]')
    link?.click()
    return Boolean(link)
  }
  if (follow()) return
  const watch = new MutationObserver(() => follow() && watch.disconnect())
  watch.observe(block, { childList: true, subtree: true })
  return () => watch.disconnect()
}
