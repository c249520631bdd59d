// Elements, and how numbers and times are written.

/** An element: h('p', {class: 'x', onClick: f}, 'text', element, …). What is null or false is left out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2).toLowerCase(), value)
    else if (name === 'value' && tag !== 'option' && tag !== 'button') element.value = value
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

/** Puts these in the place of what an element has. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

/** Says something to people, screen readers among them, for a few seconds. */
export function say(text, kind = 'done') {
  const place = document.getElementById('said')
  place.className = kind
  place.textContent = text
  clearTimeout(say.timer)
  say.timer = setTimeout(() => { place.textContent = '' }, kind === 'wrong' ? 12000 : 5000)
}

const whole = new Intl.NumberFormat('en')
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const times = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'medium' })

export const count = (number) => whole.format(number)
export const brief = (number) => number < 10000 ? tenths.format(number) : short.format(number)

export function bytes(number) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let at = 0
  for (; number >= 1024 && at < units.length - 1; at++) number /= 1024
  return `${at === 0 ? whole.format(Math.round(number)) : tenths.format(number)} ${units[at]}`
}

/** A point in time, as an element that a machine can read, too. */
export function time(text) {
  return text ? h('time', { datetime: text, title: text }, times.format(new Date(text))) : ''
}

export function lasting(seconds) {
  if (seconds < 60) return `${Math.floor(seconds)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`
  return `${Math.floor(seconds / 86400)} d ${Math.floor(seconds % 86400 / 3600)} h`
}

/** camelCase and kebab-case as words. */
export const words = (name) => {
  const text = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A line in a page about something that went wrong. */
export const wrong = (problem) => h('p', { class: 'wrong', role: 'alert' }, problem.message ?? String(problem))

/** Runs something now and again and again, with pauses, until the signal; not while nobody looks. */
export async function every(milliseconds, signal, action) {
  while (!signal.aborted) {
    if (!document.hidden) {
      try {
        await action()
      } catch (problem) {
        if (!signal.aborted && problem.status !== 401) console.debug(problem)
      }
    }
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      signal.addEventListener('abort', () => { clearTimeout(timer); resolve() }, { once: true })
    })
  }
}

/** Asks whether something is to be done that cannot be taken back; answers true or false. */
export function confirmed(question, verb) {
  return new Promise((resolve) => {
    const dialog = h('dialog', { 'aria-label': verb, onClose: () => { dialog.remove(); resolve(dialog.returnValue === 'yes') } },
      h('form', { method: 'dialog' }, h('p', {}, question),
        h('div', { class: 'actions' }, h('button', { class: 'danger', value: 'yes' }, verb), h('button', { value: 'no' }, 'Cancel'))))
    document.body.append(dialog)
    dialog.showModal()
  })
}

/** Does something that a button asks for, and says how it went. */
export async function act(action, done) {
  try {
    const answer = await action()
    if (done) say(typeof done === 'function' ? done(answer) : done)
    return true
  } catch (problem) {
    say(problem.message, 'wrong')
    return false
  }
}

/** A word of state, coloured as it is meant: good, bad, warn or nothing. */
export const tag = (text, kind = '') => h('span', { class: `tag ${kind}` }, text)

/** Facts about one thing: [name, value], without those that are absent. */
export function facts(rows) {
  return h('dl', { class: 'facts' }, rows.filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]))
}

/** The heading of a page. */
export const top = (title, ...beside) => h('div', { class: 'top' }, h('h1', {}, title), beside)

/** A field with its label. */
export const field = (label, control, wide) => h('label', { class: wide ? 'field wide' : 'field' }, label, control)

/** A choice: [value, words]. */
export const choice = (name, options, chosen) => h('select', { name },
  options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)))

export const qosChoice = (name = 'qos') => choice(name, [['0', '0: at most once'], ['1', '1: at least once'], ['2', '2: exactly once']], '0')
