import { ask, get } from '../api.js'
import { act, count, fill, h, tag, top } from '../dom.js'

export async function show(view, { title, signal, may }) {
  const words = h('input', { type: 'search', name: 'words', spellcheck: 'false', autocapitalize: 'none' })
  const changed = h('input', { type: 'checkbox', name: 'changed' })
  const place = h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': 'Settings' })
  const read = h('div')
  const reload = async () => {
    await act(() => ask('POST', '/api/v1/reload'), ({ items }) => {
      fill(read, h('div', { class: 'card' }, h('h2', {}, 'What was read again'), items.length === 0 ? h('p', { class: 'soft' }, 'No file is named by the configuration.')
        : h('ul', { class: 'sentences' }, items.map((each) => h('li', {}, h('code', {}, each.what), ' ',
          tag(each.outcome, each.outcome === 'refused' ? 'bad' : 'good'), ' ', (each.errors ?? []).join(' '))))))
      return 'Files were read again.'
    })
  }
  view.append(top(title, h('p', {}, 'what is in effect; a secret is hidden'),
    may('admin') ? h('span', { class: 'right' }, h('button', { onClick: reload, title: 'Certificates, passwords, rules and bans, as SIGHUP does' }, 'Read files again')) : null),
  read,
  h('form', { class: 'row', role: 'search', onSubmit: (event) => event.preventDefault() },
    h('label', { class: 'field wide' }, 'Key or value has', words), h('label', { class: 'check' }, changed, 'Only what is no default')), place)
  const { items } = await get('/api/v1/configuration', {}, signal)
  const write = () => {
    const wanted = words.value.trim().toLowerCase()
    const found = items.filter((it) => (!changed.checked || it.origin !== 'default')
      && (it.key.includes(wanted) || it.value.toLowerCase().includes(wanted)))
    fill(place, h('table', {}, h('caption', {}, `Settings · ${count(found.length)} of ${count(items.length)}`),
      h('thead', {}, h('tr', {}, ['Key', 'Value', 'From'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, found.map((it) => h('tr', {}, h('th', { scope: 'row', class: 'id' }, it.key), h('td', { class: 'id' }, it.value),
        h('td', {}, it.origin === 'default' ? h('span', { class: 'soft' }, 'default') : it.origin))))))
  }
  words.addEventListener('input', write)
  changed.addEventListener('change', write)
  write()
}
