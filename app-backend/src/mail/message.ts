/** A plain text message to one person. */
export interface Message {
  to: string;
  subject: string;
  text: string;
}
