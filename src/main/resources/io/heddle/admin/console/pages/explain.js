import { get } from '../api.js'
import { count, fill, h, tag, time, top, words, wrong } from '../dom.js'
import { fields, values } from '../forms.js'
import { clientLink } from './clients.js'

const ASKED = [
  ['publish', 'Publish', 'What would become of a message, and who would get it?'],
  ['subscribe', 'Subscribe', 'May this client subscribe to this?'],
  ['connect', 'Connect', 'Would this client be let in?'],
]

export function show(view, context) {
  const { title, query, has, rest } = context
  const here = ASKED.filter(([id]) => has(`GET /api/v1/explain/${id}`))
  const chosen = here.find(([id]) => id === rest[0]) ?? here[0]
  view.append(top(title, h('p', {}, 'what the broker would do at this moment, and why; nothing is done')),
    h('div', { class: 'tabs', role: 'group', 'aria-label': 'What is asked' }, here.map(([id, name]) =>
      h('a', { href: `#/explain/${id}`, class: 'button', 'aria-current': id === chosen[0] ? 'page' : null }, name))))
  const [id, , words] = chosen
  const route = `GET /api/v1/explain/${id}`
  const items = context.operation(route).parameters ?? []
  const answer = h('div', { 'aria-live': 'polite' })
  const form = h('form', { class: 'row', onSubmit: (event) => { event.preventDefault(); ask() } },
    fields([...items].sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false)), query), h('button', { class: 'first' }, 'Explain'))
  view.append(h('div', { class: 'card' }, h('h2', {}, words), form), answer)
  async function ask() {
    const asked = values(form, items)
    history.replaceState(null, '', `#/explain/${id}?${new URLSearchParams(asked)}`)
    try {
      fill(answer, said(await get(`/api/v1/explain/${id}`, asked, context.signal)))
    } catch (problem) {
      fill(answer, wrong(problem))
    }
  }
  if (items.filter((each) => each.required).every((each) => query.has(each.name)) && query.size > 0) ask()
}

/** Words of a verdict that are good news; the others are not. */
const good = (verdict) => /^(delivered|qos-lowered|queued|granted|let-in)$/.test(verdict)

const sentences = (text) => h('ul', { class: 'sentences' }, [text ?? []].flat().map((each) => h('li', {}, each)))

function said(it) {
  const receivers = it.receivers ?? []
  return [
    h('div', { class: 'card' }, h('h2', {}, 'Verdict ', tag(words(it.verdict), good(it.verdict) ? 'good' : 'warn')), sentences(it.text),
      it.rule ? h('p', {}, 'Rule: ', h('code', {}, it.rule)) : null,
      it.hooks?.length ? h('p', { class: 'soft' }, `Hooks that would be asked, and were not: ${it.hooks.join(', ')}`) : null),
    receivers.length === 0 ? null : h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': 'Receivers' }, h('table', {},
      h('caption', {}, `Who subscribes to it · ${count(receivers.length)} of ${count(it.matched ?? receivers.length)}`),
      h('thead', {}, h('tr', {}, ['Client Identifier', 'Filter', 'Verdict', 'QoS', 'Why'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, receivers.map((each) => h('tr', {}, h('th', { scope: 'row', class: 'id' }, clientLink(each.clientId)), h('td', { class: 'id' }, each.filter ?? ''),
        h('td', {}, tag(words(each.verdict), good(each.verdict) ? 'good' : 'warn')), h('td', { class: 'number' }, each.qos), h('td', {}, [each.text ?? []].flat().join(' '))))))),
    it.drops?.length ? h('div', { class: 'card' }, h('h2', {}, 'What was dropped of it lately'),
      h('ul', { class: 'sentences' }, it.drops.map((each) => h('li', {}, time(each.at), ' ', [each.text].flat().join(' ').replace(/^\S+Z: /, ''))))) : null,
  ]
}
