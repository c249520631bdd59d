import { ask } from '../api.js'
import { act, confirmed, field, h, time, top } from '../dom.js'
import { list } from '../list.js'

const about = (it) => it.clientId ?? it.userName ?? it.addresses

function form(query, done) {
  const value = h('input', { name: 'value', required: true, spellcheck: 'false', autocapitalize: 'none', value: query.get('clientId') ?? '' })
  const kind = h('select', { name: 'kind' }, h('option', { value: 'clientId' }, 'Client Identifier'), h('option', { value: 'userName' }, 'User'), h('option', { value: 'addresses' }, 'Addresses'))
  const reason = h('input', { name: 'reason' })
  const lasting = h('select', { name: 'lasting' }, h('option', { value: '' }, 'until it is taken back'), h('option', { value: '900' }, '15 minutes'),
    h('option', { value: '3600' }, 'an hour'), h('option', { value: '86400' }, 'a day'))
  return h('form', {
    class: 'row',
    onSubmit: async (event) => {
      event.preventDefault()
      if (!await confirmed(`Ban ${value.value}? Whoever this is about is disconnected.`, 'Ban')) return
      const body = { [kind.value]: value.value, reason: reason.value || undefined }
      if (lasting.value) body.until = new Date(Date.now() + 1000 * Number(lasting.value)).toISOString()
      if (await act(() => ask('POST', '/api/v1/bans', { body }), `${value.value} is banned.`)) value.value = ''
      done()
    },
  }, field('What', kind), field('Which', value, true), field('Reason', reason, true), field('For', lasting), h('button', { class: 'danger' }, 'Ban'))
}

export function show(view, { title, query, signal, may }) {
  view.append(top(title, h('p', {}, 'who is not let in')))
  const below = h('div')
  const lift = async (it) => {
    const { clientId, userName, addresses } = it
    await act(() => ask('DELETE', '/api/v1/bans', { query: { clientId, userName, addresses } }), `${about(it)} may come in again.`)
    shown.load()
  }
  const shown = list(below, {
    path: '/api/v1/bans',
    whole: true,
    caption: 'Bans, those of bans.file included',
    empty: 'Nobody is banned.',
    columns: [
      { name: 'Who', kind: 'id', of: (it) => about(it) },
      { name: 'What', of: (it) => it.clientId !== undefined ? 'Client Identifier' : it.userName !== undefined ? 'User' : 'Addresses' },
      { name: 'Until', of: (it) => it.until ? time(it.until) : 'taken back' },
      { name: 'Reason', of: (it) => it.reason },
      { name: h('span', { class: 'unseen' }, 'Take back'), of: (it) => may('operate')
        ? h('button', { class: 'small', 'aria-label': `Take back the ban of ${about(it)}`, onClick: () => lift(it) }, 'Take back') : null },
    ],
    signal,
  })
  if (may('operate')) view.append(h('div', { class: 'card' }, h('h2', {}, 'Ban'), form(query, () => shown.load())))
  view.append(below)
}
