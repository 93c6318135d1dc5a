// A Worker that sends mail over the office's own line, for the test beside it: `[connection bindings, mails]` in, what
// became of each mail out.

import {
  composeMail,
  SmtpLine,
  type OutgoingMail,
  type SmtpBindings,
} from "../../../origin-api/notifications/smtp-line.ts";

export default {
  async fetch(request: Request): Promise<Response> {
    const { connection, mails } = (await request.json()) as { connection: SmtpBindings; mails: OutgoingMail[] };
    try {
      const line = await SmtpLine.open(connection);
      const outcomes = [];
      for (const mail of mails) outcomes.push(await line.send(await composeMail(mail, connection.MAIL_FROM)));
      line.close();
      return Response.json(outcomes);
    } catch (error) {
      return Response.json([{ kind: "not_open", why: String(error) }]);
    }
  },
};
