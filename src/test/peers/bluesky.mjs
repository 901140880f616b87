// A real server of Bluesky with two accounts, and the directory of names beside it; ends with its standard input.
// Run in a folder where @atproto/dev-env is installed. Says one line of JSON once it is up.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.cwd(), 'here.js'))
const { TestNetworkNoAppView } = require('@atproto/dev-env')
const { AtpAgent } = require('@atproto/api')

const network = await TestNetworkNoAppView.create({})

async function account(name) {
  const agent = new AtpAgent({ service: network.pds.url })
  await agent.createAccount({ handle: `${name}.test`, email: `${name}@example.com`, password: `${name}-pass` })
  const made = await agent.com.atproto.server.createAppPassword({ name: 'factotum' })
  return { agent, did: agent.session.did, handle: `${name}.test`, password: made.data.password }
}

const studio = await account('studio')
const jo = await account('joan')
const question = await jo.agent.post({ text: 'Oak or ash?' })
console.log(
  JSON.stringify({
    url: network.pds.url,
    did: studio.did,
    handle: studio.handle,
    password: studio.password,
    jo: jo.did,
    question: question.uri,
  }),
)
process.stdin.on('end', () => process.exit(0))
process.stdin.resume()
