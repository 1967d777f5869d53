// Asks the platform's page to keep a launch's secret, or to give it back: client-side storage of LTI 1.3.
const main = /** @type {HTMLElement} */ (document.querySelector("main"))
const { origin = "", target = "", key, value, next = "" } = main.dataset
const form = document.forms[0]
const secret = /** @type {HTMLInputElement} */ (form?.elements.namedItem("browser"))
const subject = value ? "lti.put_data" : "lti.get_data"

const finish = (/** @type {string | undefined} */ got) => {
  if (!value) {
    secret.value = got ?? ""
    form.submit() // without the secret the server says why it opens nothing
  } else if (got === value) location.replace(next)
  else main.hidden = false // the way by a window
}

if (key) {
  main.hidden = true
  const page = target === "_parent" ? window.parent : /** @type {any} */ (window.parent.frames)[target]
  const waiting = setTimeout(finish, 3000)
  addEventListener("message", ({ origin: site, source, data }) => {
    if (site !== origin || source !== page || data?.subject !== `${subject}.response` || data.message_id !== key) return
    clearTimeout(waiting)
    finish(data.error ? undefined : data.value)
  })
  page?.postMessage({ subject, message_id: key, key, value }, origin)
}

export {}
