/** `npm run keys`: prints fresh values for the secrets that an operator has to make up. Nothing is stored. */
import { makeSecrets } from "../local/stack/secrets.ts";

const secrets = await makeSecrets();
console.log(`TICKET_KEY        ${secrets.ticketKey}
ADMISSION_KEY     ${secrets.admissionKey}
AUTH_SECRET       ${secrets.authSecret}
ORDER_ACCESS_KEY  ${secrets.orderAccessKey}
PASS_KEY          ${secrets.passKey}
BOOTSTRAP_TOKEN   ${secrets.bootstrapToken}`);
