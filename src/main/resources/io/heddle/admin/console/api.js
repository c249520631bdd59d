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
