import { get } from '../api.js'
import { connection, watch } from '../connection.js'
import { brief, bytes, count, every, facts, field, fill, h, tag, time, top } from '../dom.js'
import { line, payload, written } from '../payload.js'
import { rate, Tree } from '../tree.js'

const ROW = 26

/** Rows above and below those that are to be seen. */
const SPARE = 6

export async function show(view, context) {
  const { title, signal, me } = context
  const state = h('span', {}, 'connecting …')
  const seen = h('p', {}, '')
  const filter = h('input', { name: 'filter', value: '#', required: true, spellcheck: 'false', autocapitalize: 'none' })
  const words = h('input', { name: 'words', type: 'search', spellcheck: 'false', autocapitalize: 'none' })
  const pause = h('button', { type: 'button', 'aria-pressed': 'false' }, 'Pause')
  const details = h('div', { class: 'card' }, h('h2', {}, 'Topic'), h('p', { class: 'soft' }, 'Choose one to see its messages.'))
  const place = h('div')
  let tree = new Tree()
  let client = null
  const browser = browse(place, () => tree, () => words.value.trim().toLowerCase(), (level) => detail(details, level, context))
  view.append(top(title, seen),
    h('form', { class: 'row', onSubmit: (event) => { event.preventDefault(); again() } },
      field('See what this filter matches', filter, true), h('button', {}, 'See'), field('Only topics with', words), pause,
      h('span', { class: 'soft', role: 'status' }, state)),
    h('div', { class: 'split' }, place, details))
  words.addEventListener('input', () => browser.anew())

  client = await connection(me, 'topics')
  if (signal.aborted) return client.end(true)
  signal.addEventListener('abort', () => client.end(true))
  watch(client, state)
  client.on('message', (topic, content, packet) => tree.add(topic, content, packet))

  let wanted = null
  async function subscribe() {
    try {
      await client.subscribeAsync(wanted, { qos: 0 })
      state.textContent = `subscribed to ${wanted}`
    } catch (problem) {
      state.textContent = `not subscribed: ${problem.message}`
    }
  }
  async function again() {
    if (wanted !== null && client.connected) await client.unsubscribeAsync(wanted).catch(() => {})
    wanted = filter.value
    tree = new Tree()
    fill(details, h('h2', {}, 'Topic'), h('p', { class: 'soft' }, 'Choose one to see its messages.'))
    browser.anew()
    pause.setAttribute('aria-pressed', 'false')
    if (client.connected) await subscribe()
  }
  client.on('connect', () => { if (wanted !== null && pause.getAttribute('aria-pressed') === 'false') subscribe() })
  pause.addEventListener('click', async () => {
    const paused = pause.getAttribute('aria-pressed') === 'false'
    pause.setAttribute('aria-pressed', paused)
    if (paused) {
      await client.unsubscribeAsync(wanted).catch(() => {})
      state.textContent = 'paused'
    } else {
      await subscribe()
    }
  })
  again()
  every(1000, signal, () => {
    const refused = tree.refused > 0 ? `; ${count(tree.refused)} messages of further topics are not shown` : ''
    seen.textContent = `${count(tree.topics)} topics, ${count(tree.messages)} messages seen${refused}`
    browser.tick()
  })
}

/** The tree as rows, of which only those are made that are to be seen. */
function browse(place, tree, words, chosen) {
  const space = h('div', { class: 'space' })
  const box = h('div', { class: 'tree', role: 'tree', tabindex: '0', 'aria-label': 'Topics' }, space)
  let rows = []
  let active = null
  let frame = 0
  fill(place, box)

  function anew() {
    rows = tree().rows(words())
    space.style.height = `${Math.max(1, rows.length) * ROW}px`
    if (active && !rows.includes(active)) active = null
    paint()
  }

  function paint() {
    frame = 0
    const first = Math.max(0, Math.floor(box.scrollTop / ROW) - SPARE)
    const last = Math.min(rows.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW) + SPARE)
    const now = Date.now()
    fill(space, rows.slice(first, last).map((level, i) => row(level, first + i, now)))
    if (rows.length === 0) fill(space, h('div', { class: 'leaf soft' }, '  nothing has been published yet'))
    if (active) box.setAttribute('aria-activedescendant', `leaf-${rows.indexOf(active)}`)
    else box.removeAttribute('aria-activedescendant')
  }

  function row(level, index, now) {
    const branch = level.children !== null
    const speed = rate(level, now)
    const siblings = level.parent.sorted ?? []
    const element = h('div', {
      id: `leaf-${index}`, role: 'treeitem', class: `leaf${level === active ? ' active' : ''}${now - (level.last?.at ?? 0) < 1200 ? ' fresh' : ''}`,
      'aria-level': level.depth + 1, 'aria-setsize': siblings.length, 'aria-selected': level === active ? 'true' : 'false',
      'aria-expanded': branch ? String(level.open) : null,
    },
    h('span', { class: 'twist', 'aria-hidden': 'true' }, branch ? (level.open ? '▾' : '▸') : ''),
    h('span', { class: 'name' }, level.name === '' ? '(empty)' : level.name),
    branch ? h('span', { class: 'below' }, `(${count(level.children.size)})`) : null,
    h('span', { class: 'value' }, level.last ? line(level.last.payload, 100) : ''),
    h('span', { class: 'rate' }, speed === null ? '' : speed === 0 ? '·' : `${brief(speed)}/s`))
    element.style.top = `${index * ROW}px`
    element.style.paddingLeft = `${8 + level.depth * 16}px`
    return element
  }

  function soon() {
    frame ||= requestAnimationFrame(paint)
  }

  function choose(level) {
    active = level
    const index = rows.indexOf(level)
    const top = index * ROW
    if (top < box.scrollTop) box.scrollTop = top
    else if (top + ROW > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW - box.clientHeight
    paint()
    chosen(level)
  }

  function turn(level, open) {
    level.open = open
    anew()
  }

  box.addEventListener('scroll', soon, { passive: true })
  box.addEventListener('click', (event) => {
    const level = rows[Math.floor((event.clientY - space.getBoundingClientRect().top) / ROW)]
    if (!level) return
    const twist = event.target.classList.contains('twist') || level === active
    choose(level)
    if (level.children && twist) turn(level, !level.open)
  })
  box.addEventListener('keydown', (event) => {
    const index = active ? rows.indexOf(active) : -1
    const page = Math.max(1, Math.floor(box.clientHeight / ROW) - 1)
    const moves = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1, PageDown: index + page, PageUp: index - page }
    if (event.key in moves) {
      if (rows.length > 0) choose(rows[Math.min(rows.length - 1, Math.max(0, moves[event.key]))])
    } else if (event.key === 'ArrowRight' && active?.children) {
      if (active.open) choose(rows[index + 1])
      else turn(active, true)
    } else if (event.key === 'ArrowLeft' && active) {
      if (active.open && active.children) turn(active, false)
      else if (active.parent.depth >= 0) choose(active.parent)
    } else if ((event.key === 'Enter' || event.key === ' ') && active?.children) {
      turn(active, !active.open)
    } else {
      return
    }
    event.preventDefault()
  })
  return {
    anew,
    tick() {
      if (tree().changed) anew()
      else paint()
      if (active) chosen(active)
    },
  }
}

/** What is known of a topic; what is retained is asked for once. */
function detail(place, level, { may }) {
  const topic = level.topic
  if (place.dataset.topic !== topic) {
    place.dataset.topic = topic
    const query = encodeURIComponent(topic)
    fill(place, h('h2', { class: 'mono' }, topic === '' ? '(empty)' : topic), h('div'), h('div'), h('div', { class: 'actions' },
      h('a', { class: 'button', href: `#/subscriptions?topic=${query}` }, 'Who gets it'),
      may('operate') ? h('a', { class: 'button', href: `#/messages?topic=${query}` }, 'Publish') : null,
      h('a', { class: 'button', href: `#/retained?filter=${query}` }, 'Retained')))
    if (level.last) retained(place.children[2], topic)
  }
  const { last } = level
  const speed = level.rate === null ? '' : `, ${brief(level.rate)}/s`
  fill(place.children[1], facts([
    ['Messages', level.children ? `${count(level.own)} of it, ${count(level.total)} with what is below${speed}` : `${count(level.own)}${speed}`],
    ['Below', level.children ? `${count(level.children.size)} levels` : ''],
    ['Last', last ? [time(new Date(last.at).toISOString()), ` QoS ${last.qos}, ${bytes(last.size)} `, last.retain ? tag('was retained') : null] : ''],
  ]), last ? payload(last.payload) : null,
  last && last.size > last.payload.length ? h('p', { class: 'soft' }, `the first ${bytes(last.payload.length)}`) : null)
}

async function retained(place, topic) {
  try {
    const { items } = await get('/api/v1/retained', { filter: topic, limit: 1 })
    fill(place, h('h2', {}, 'Retained'), items.length === 0 ? h('p', { class: 'soft' }, 'Nothing is.') : payload(written(items[0])))
  } catch (problem) {
    fill(place, h('p', { class: 'soft' }, problem.message))
  }
}
