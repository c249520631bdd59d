import { ask, at, follow, get } from '../api.js'
import { act, bytes, confirmed, count, every, fill, h, say, tag, time, top, wrong } from '../dom.js'
import { fields, members, values } from '../forms.js'
import { clientLink } from './clients.js'

/** Entries that are shown of a trace. */
const MOST = 500

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 })

const about = (it) => it.clientId !== undefined ? [clientLink(it.clientId)] : [it.filter ?? it.addresses ?? '']

export function show(view, { title, query, signal, operation, document }) {
  const items = members(operation('POST /api/v1/traces'), document)
  const form = h('form', {
    class: 'row',
    onSubmit: async (event) => {
      event.preventDefault()
      try {
        const begun = await ask('POST', '/api/v1/traces', { body: values(form, items) })
        say(`The trace ${begun.id} goes on.`)
        await load()
        live(begun.id)
      } catch (problem) {
        say(problem.message, 'wrong')
      }
    },
  }, fields(items, query), h('button', { class: 'first' }, 'Trace'))
  const table = h('div')
  const entries = h('div')
  let reading = null
  view.append(top(title, h('p', {}, 'what a client does, or what becomes of messages, step by step')),
    h('div', { class: 'card' }, h('h2', {}, 'Follow a client, or topics, or addresses'), form), table, entries)

  async function load() {
    const traces = (await get('/api/v1/traces', {}, signal)).items
    if (table.contains(globalThis.document.activeElement)) return
    write(traces)
  }

  function write(traces) {
    const change = async (action, words) => {
      await act(action, words)
      globalThis.document.activeElement?.blur()
      load()
    }
    const remove = async (it) => {
      if (await confirmed(`Forget the trace ${it.id} and its file?`, 'Forget')) {
        change(() => ask('DELETE', at`/api/v1/traces/${it.id}`), `The trace ${it.id} is forgotten.`)
      }
    }
    const buttons = (it) => h('span', { class: 'tags' },
      it.endedAt ? null : h('button', { class: 'small', 'aria-label': `Read ${it.id} along`, onClick: () => live(it.id) }, 'Read along'),
      it.endedAt ? null : h('button', { class: 'small', 'aria-label': `Stop ${it.id}`, onClick: () => change(() => ask('POST', at`/api/v1/traces/${it.id}/stop`), `The trace ${it.id} has ended.`) }, 'Stop'),
      it.file ? h('button', { class: 'small', 'aria-label': `Read what ${it.id} has`, onClick: () => file(it.id) }, 'Read') : null,
      h('button', { class: 'small danger', 'aria-label': `Forget ${it.id}`, onClick: () => remove(it) }, 'Forget'))
    fill(table, traces.length === 0 ? h('div', { class: 'card soft' }, 'There is no trace.')
      : h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': 'Traces' }, h('table', {},
        h('caption', {}, 'Traces, the oldest first'),
        h('thead', {}, h('tr', {}, ['Name', 'Follows', 'Began', 'State', 'Entries', 'Missed', 'Size', ''].map((name) =>
          h('th', { scope: 'col', class: /^(Entries|Missed|Size)$/.test(name) ? 'number' : null }, name)))),
        h('tbody', {}, traces.map((it) => h('tr', {}, h('th', { scope: 'row', class: 'id' }, it.id), h('td', { class: 'id' }, about(it)), h('td', {}, time(it.startedAt)),
          h('td', {}, it.endedAt ? [tag('ended'), ' ', it.why ?? ''] : tag('goes on', 'good')), h('td', { class: 'number' }, count(it.entries)),
          h('td', { class: 'number' }, count(it.missed)), h('td', { class: 'number' }, bytes(it.bytes)), h('td', {}, buttons(it))))))))
  }

  /** A list that grows at its end. */
  function log(id, words) {
    reading?.abort()
    reading = new AbortController()
    signal.addEventListener('abort', () => reading.abort(), { once: true })
    const list = h('ol', { class: 'log trace', tabindex: '0', role: 'log', 'aria-live': 'off', 'aria-label': `Entries of ${id}` })
    const state = h('span', { class: 'soft', role: 'status' }, words)
    fill(entries, h('div', { class: 'top' }, h('h2', {}, id), state), list)
    return {
      state,
      signal: reading.signal,
      add(line) {
        const low = list.scrollTop + list.clientHeight > list.scrollHeight - 40
        list.append(entry(JSON.parse(line)))
        if (list.childElementCount > MOST) list.firstElementChild.remove()
        if (low) list.scrollTop = list.scrollHeight
      },
    }
  }

  async function read(path, id, before, after) {
    const here = log(id, before)
    try {
      await follow(path, here.signal, (line) => here.add(line))
      here.state.textContent = after
    } catch (problem) {
      if (!here.signal.aborted) fill(here.state, wrong(problem))
    }
  }

  const live = (id) => read(at`/api/v1/traces/${id}/live`, id, 'reading along', 'it has ended')
  const file = (id) => read(at`/api/v1/traces/${id}/file`, id, 'reading', `what was written; the last ${MOST} entries`)
  every(3000, signal, load)
}

function entry({ at: when, event, words: said, ...more }) {
  const rest = Object.entries(more).map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(', ')
  return h('li', {}, h('time', { datetime: when }, when ? clock.format(new Date(when)) : ''), h('span', {}, tag(event ?? ''), ' ', said ?? ''), h('span', { class: 'soft' }, rest))
}
