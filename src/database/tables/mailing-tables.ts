/** Row types of mailings: slates for the readers of an e-mail. */
import type { Defaulted, Jsonb, OrNull } from './columns.ts'

export interface MailingTables {
  mailings: {
    id: string
    shop_id: string
    asked: Jsonb
    recipients: number
    created_at: Defaulted<Date>
  }
  mailing_recipients: {
    mailing_id: string
    shop_id: string
    number: number
    visitor: string
    slate: OrNull<string>
  }
}
