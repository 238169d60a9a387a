// The line between a phone and the server: it can be cut, and it can lose a reply after the server has done the work.

import { createServer, request } from 'node:http'

/**
 * Forwards to a server; `line.cut` ends every connection, `line.lose` names the request (`POST /path`) whose next reply is lost,
 * `line.hold` those that never arrive; `line.answer` may answer a request itself.
 */
export async function line(to) {
  const { hostname, port } = new URL(to)
  const log = []
  const server = createServer((asked, answer) => {
    const name = `${asked.method} ${asked.url.split('?')[0]}`
    if (made.cut || made.hold === name) return asked.socket.destroy()
    log.push(name)
    if (made.answer?.(asked, answer)) return
    const lost = made.lose === name
    if (lost) made.lose = ''
    const on = request({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (reply) => {
      if (lost) return reply.resume().on('end', () => asked.socket.destroy())
      answer.writeHead(reply.statusCode, reply.headers)
      reply.on('data', (chunk) => (made.bytes += chunk.length))
      reply.pipe(answer)
    })
    on.on('error', () => asked.socket.destroy())
    asked.pipe(on)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const made = { url: `http://127.0.0.1:${server.address().port}`, cut: false, lose: '', hold: '', answer: undefined, log, bytes: 0, close: () => (server.closeAllConnections(), server.close()) }
  return made
}
