// Payloads, as people can read them.
import { h } from './dom.js'

const strict = new TextDecoder('utf-8', { fatal: true })

/** Bytes as text; null when they are none. */
export function text(bytes) {
  try {
    const found = strict.decode(bytes)
    return /[\u0000-\u0008\u000e-\u001f]/.test(found) ? null : found
  } catch {
    return null
  }
}

/** Bytes as hexadecimal numbers, at most so many. */
export function hex(bytes, most = 512) {
  const shown = Array.from(bytes.subarray(0, most), (each) => each.toString(16).padStart(2, '0')).join(' ')
  return bytes.length > most ? `${shown} …` : shown
}

/** A payload in a line. */
export function line(bytes, most = 200) {
  const part = bytes.length > most ? bytes.subarray(0, most) : bytes
  // A character may be cut where the line ends.
  const found = text(part) ?? (bytes.length > most ? text(part.subarray(0, most - 3)) : null)
  return (found ?? hex(part, 32)).replace(/\s+/g, ' ')
}

/** A payload as a whole: JSON in order, text as it is, all else as numbers. */
export function payload(bytes) {
  const found = text(bytes)
  if (found === null) return h('pre', {}, hex(bytes, 4096))
  if (/^\s*[[{]/.test(found)) {
    try {
      return h('pre', {}, JSON.stringify(JSON.parse(found), null, 2))
    } catch {
      // it only begins as JSON does
    }
  }
  return h('pre', {}, found === '' ? '(empty)' : found)
}

/** The payload that the REST interface has written. */
export function written({ payload: content = '', encoding }) {
  if (encoding === 'base64') return Uint8Array.from(atob(content), (each) => each.charCodeAt(0))
  return new TextEncoder().encode(content)
}
