// The REST interface, which is all that the console knows of the broker.

/** What is wrong with a request, in the broker's words. */
export class Problem extends Error {
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** Asks; answers what the content says, or null when there is none. */
export async function ask(method, path, { query, body, basic, signal } = {}) {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, value)
  }
  const headers = { 'Heddle-Console': '1' }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (basic) headers.Authorization = `Basic ${basic}`
  let answer
  try {
    answer = await fetch(parameters.size ? `${path}?${parameters}` : path, {
      method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin', cache: 'no-store',
    })
  } catch (lost) {
    throw lost.name === 'AbortError' ? lost : new Problem(0, 'The broker does not answer.')
  }
  const text = await answer.text()
  const content = text && answer.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : null
  if (answer.ok) return content
  if (answer.status === 401 && !basic) dispatchEvent(new Event('signed-out'))
  throw new Problem(answer.status, content?.detail ?? `${answer.status} ${answer.statusText}`)
}

export const get = (path, query, signal) => ask('GET', path, { query, signal })

/** A path with what is data in it. */
export const at = (strings, ...data) => String.raw({ raw: strings }, ...data.map(encodeURIComponent))

/** Name and password as Basic authentication has them. */
export function basic(name, password) {
  const bytes = new TextEncoder().encode(`${name}:${password}`)
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** Reads lines as they come, until their end or the signal; empty ones are left out. */
export async function follow(path, signal, take) {
  const answer = await fetch(path, { headers: { 'Heddle-Console': '1' }, signal, credentials: 'same-origin', cache: 'no-store' })
  if (!answer.ok) throw new Problem(answer.status, (await answer.json()).detail ?? answer.statusText)
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let begun = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    const lines = (begun + value).split('\n')
    begun = lines.pop()
    for (const line of lines) if (line.trim()) take(line)
  }
}
