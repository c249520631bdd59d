// The frame around the pages: who is here, which pages there are, and which is shown.
import { ask, basic, get } from './api.js'
import { every, fill, h, say } from './dom.js'

const byId = (id) => document.getElementById(id)
const main = byId('main')

/** Every page: its part of the address, its name, a route without which it has nothing to show, and the role for that. */
const GROUPS = [
  ['Now', [
    ['overview', 'Overview', 'GET /api/v1/statistics'],
    ['clients', 'Clients', 'GET /api/v1/clients'],
    ['sessions', 'Sessions', 'GET /api/v1/sessions'],
    ['subscriptions', 'Subscriptions', 'GET /api/v1/subscriptions'],
  ]],
  ['Messages', [
    ['topics', 'Topics', 'GET /api/v1/retained'],
    ['messages', 'Publish and subscribe', 'GET /api/v1/clients'],
    ['retained', 'Retained messages', 'GET /api/v1/retained'],
  ]],
  ['Why', [
    ['drops', 'Drops', 'GET /api/v1/statistics'],
    ['slow', 'Slow consumers', 'GET /api/v1/slow'],
    ['explain', 'Explain', 'GET /api/v1/explain/publish'],
    ['trace', 'Trace', 'GET /api/v1/traces', 'operate'],
  ]],
  ['Broker', [
    ['listeners', 'Listeners', 'GET /api/v1/listeners'],
    ['bans', 'Bans', 'GET /api/v1/bans'],
    ['extensions', 'Extensions', 'GET /api/v1/extensions'],
    ['configuration', 'Configuration', 'GET /api/v1/configuration'],
  ]],
]

/** A route without the names of what is data in its path. */
const plain = (route) => route.replace(/\{\w+\}/g, '{}')

const ROLES = ['read', 'operate', 'admin']

/** What pages are told: who asks, what there is, and how the address goes on. */
const context = {
  me: null,
  routes: new Map(),
  document: null,
  has: (route) => context.routes.has(plain(route)),
  /** What OpenAPI says of a route. */
  operation: (route) => context.routes.get(plain(route)),
  may: (role) => ROLES.indexOf(context.me.role) >= ROLES.indexOf(role),
}

let shown = new AbortController()
let life = new AbortController()

function navigation() {
  const parts = GROUPS.map(([name, pages]) => {
    const here = pages.filter(([, , route, role]) => context.has(route) && context.may(role ?? ROLES[0]))
    return here.length === 0 ? null : [
      h('h2', {}, name),
      h('ul', {}, here.map(([id, title]) => h('li', {}, h('a', { href: `#/${id}`, 'data-page': id }, title)))),
    ]
  })
  fill(byId('nav'), parts)
}

function menu(open) {
  byId('nav').classList.toggle('open', open)
  byId('menu').setAttribute('aria-expanded', open)
}

/** Whether the next page was chosen by us, because the address named none. */
let sentOn = false

/** Shows the page that the address names. */
async function show(event) {
  if (!context.me) return
  shown.abort()
  shown = new AbortController()
  const { signal } = shown
  menu(false)
  const [address, query] = location.hash.slice(2).split('?')
  const [id, ...rest] = address.split('/').map(decodeURIComponent)
  const page = GROUPS.flatMap(([, pages]) => pages).find(([name]) => name === id)
  if (!page || !context.has(page[2])) {
    sentOn = true
    location.replace('#/overview')
    return
  }
  const chosen = event && !sentOn
  sentOn = false
  for (const link of byId('nav').querySelectorAll('a')) {
    if (link.dataset.page === id) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  document.title = `${page[1]} – Heddle`
  const view = h('div', { class: 'page', 'data-page': id })
  fill(main, view)
  main.scrollTop = 0
  try {
    const module = await import(`./pages/${id}.js`)
    if (signal.aborted) return
    await module.show(view, { ...context, title: page[1], rest, query: new URLSearchParams(query), signal })
  } catch (problem) {
    if (signal.aborted || problem.name === 'AbortError') return
    view.append(h('p', { class: 'wrong', role: 'alert' }, problem.message))
  }
  // Whoever has chosen a page hears its heading next; at the beginning nothing is taken from him.
  if (chosen && !signal.aborted && (document.activeElement === document.body || byId('nav').contains(document.activeElement))) {
    main.focus({ preventScroll: true })
  }
}

async function look() {
  try {
    const status = await get('/api/v1/status')
    const problems = status.problems.length
    const words = problems === 0 ? status.state : `${problems} ${problems === 1 ? 'problem' : 'problems'}`
    fill(byId('state'),
      h('span', { class: problems === 0 && status.state === 'running' ? 'dot' : 'dot problem' }),
      h('span', { class: 'words' }, `${status.version} · ${words}`))
  } catch (problem) {
    if (problem.status === 401) return
    fill(byId('state'), h('span', { class: 'dot lost' }), h('span', {}, problem.message))
  }
}

async function begin(me) {
  context.me = me
  context.document = await get('/api/v1/openapi.json')
  context.routes.clear()
  for (const [path, methods] of Object.entries(context.document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      context.routes.set(plain(`${method.toUpperCase()} ${path}`), operation)
    }
  }
  life = new AbortController()
  byId('who').textContent = me.users ? `${me.name} (${me.role})` : 'this machine'
  byId('who').title = me.users ? '' : 'admin.password-file is not set: programs on this machine may do everything'
  byId('leave').hidden = !me.signedIn
  byId('head').hidden = byId('nav').hidden = false
  navigation()
  every(5000, life.signal, look)
  await show()
}

function end() {
  shown.abort()
  life.abort()
  context.me = null
  byId('head').hidden = byId('nav').hidden = true
  dispatchEvent(new Event('ended'))
}

/** Shows who somebody is; a broker that is busy with the passwords of others is asked again. */
async function proved(credentials) {
  for (let tries = 0; ; tries++) {
    try {
      return await ask('POST', '/api/v1/signin', { basic: credentials })
    } catch (problem) {
      if (problem.status !== 503 || tries === 9) throw problem
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
}

function signIn(words) {
  const name = h('input', { name: 'name', autocomplete: 'username', required: true, autocapitalize: 'none', spellcheck: 'false' })
  const password = h('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true })
  const problem = h('div', { role: 'alert' }, words ? h('p', { class: 'wrong' }, words) : null)
  const button = h('button', { class: 'first' }, 'Sign in')
  const form = h('form', {
    onSubmit: async (event) => {
      event.preventDefault()
      button.disabled = true
      try {
        await begin(await proved(basic(name.value, password.value)))
      } catch (wrong) {
        fill(problem, h('p', { class: 'wrong' }, wrong.message))
        password.value = ''
        password.focus()
      } finally {
        button.disabled = false
      }
    },
  }, h('label', { class: 'field' }, 'User', name), h('label', { class: 'field' }, 'Password', password), problem, button)
  document.title = 'Sign in – Heddle'
  fill(main, h('div', { class: 'gate card' },
    h('img', { src: '/console/icon.svg', alt: '', width: 40, height: 40 }), h('h1', {}, 'Sign in to Heddle'), form))
  name.focus()
}

async function start() {
  try {
    await begin(await get('/api/v1/signin'))
  } catch (problem) {
    if (problem.status === 401) return
    fill(main, h('div', { class: 'gate card' }, h('h1', {}, 'Heddle'), h('p', { class: 'wrong', role: 'alert' }, problem.message),
      h('button', { onClick: start }, 'Try again')))
  }
}

addEventListener('signed-out', () => {
  const words = context.me ? 'You are signed out: sign in again.' : ''
  end()
  signIn(words)
})
addEventListener('hashchange', show)
addEventListener('keydown', (event) => { if (event.key === 'Escape') menu(false) })
byId('menu').addEventListener('click', () => menu(!byId('nav').classList.contains('open')))
byId('skip').addEventListener('click', () => main.focus())
byId('leave').addEventListener('click', async () => {
  try {
    await ask('DELETE', '/api/v1/signin')
  } catch (problem) {
    say(problem.message, 'wrong')
    return
  }
  end()
  signIn('')
})
byId('theme').value = document.documentElement.dataset.theme ?? ''
byId('theme').addEventListener('change', ({ target }) => {
  if (target.value) {
    document.documentElement.dataset.theme = target.value
    localStorage.setItem('heddle-theme', target.value)
  } else {
    delete document.documentElement.dataset.theme
    localStorage.removeItem('heddle-theme')
  }
  dispatchEvent(new Event('colours'))
})
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => dispatchEvent(new Event('colours')))
start()
