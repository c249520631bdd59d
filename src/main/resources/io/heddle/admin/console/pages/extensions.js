import { ask, at } from '../api.js'
import { act, confirmed, h, tag, top } from '../dom.js'
import { list } from '../list.js'

const KIND = { started: 'good', failed: 'bad', stopped: '' }

export function show(view, { title, signal, may }) {
  view.append(top(title, h('p', {}, 'what was added to the broker')))
  const tell = async (it, verb) => {
    if (verb === 'stop' && !await confirmed(`Stop the extension ${it.name}? What it decides is decided without it then.`, 'Stop')) return
    await act(() => ask('POST', at`/api/v1/extensions/${it.name}/` + verb), (now) => `${it.name}: ${now.state} ${now.words}`)
    shown.load()
  }
  const button = (it, verb, name) => h('button', { class: 'small', 'aria-label': `${name} ${it.name}`, onClick: () => tell(it, verb) }, name)
  const shown = list(view, {
    path: '/api/v1/extensions',
    whole: true,
    caption: 'Extensions, by name',
    empty: 'There is none. Each is a folder of jars in the folder extensions.',
    columns: [
      { name: 'Name', of: (it) => it.name },
      { name: 'State', of: (it) => tag(it.state, KIND[it.state]) },
      { name: 'Why', of: (it) => it.words },
      { name: 'Folder', kind: 'id', of: (it) => it.folder },
      { name: h('span', { class: 'unseen' }, 'What can be done'), of: (it) => may('admin') ? h('span', { class: 'tags' },
        it.state === 'started' ? [button(it, 'reload', 'Reload'), button(it, 'stop', 'Stop')] : button(it, 'start', 'Start')) : null },
    ],
    signal,
  })
}
