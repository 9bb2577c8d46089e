import type { Message } from './message.js';

const TIMEOUT_MS = 10_000;

/** Sends a message with Amazon SES, as the identity `sender`. */
export async function sendWithSes(sender: string, region: string, { to, subject, text }: Message): Promise<void> {
  // Loaded on demand: it would slow the start, and many processes never send a message.
  const { SESv2Client, SendEmailCommand } = await import('@aws-sdk/client-sesv2');
  const client = new SESv2Client({ region });
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  try {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: `Expenses <${sender}>`,
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text) } } },
      }),
      { abortSignal: AbortSignal.timeout(TIMEOUT_MS) },
    );
  } finally {
    client.destroy();
  }
}
