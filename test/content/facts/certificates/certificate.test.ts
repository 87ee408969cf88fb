import { describe, expect, test } from 'vitest'
import {
  certificateContentSchema,
  type Certificate,
} from '../../../../src/content/facts/certificates/certificate.ts'
import { buildFactSheet } from '../../../../src/content/facts/fact-sheet.ts'
import { kettle } from '../../copy-rig.ts'

const content = {
  covers: { filter: { brand: { in: ['Tindelow'] } } },
  phrase: 'organic cotton certified to GOTS',
  scheme: 'GOTS',
  issuer: 'Control Union',
  reference: 'CU 1000001',
  jurisdictions: ['eu', 'uk'],
  validFrom: '2026-01-01T00:00:00Z',
  expiresAt: '2027-01-01T00:00:00Z',
}
const gots: Certificate = { id: 'gots', ...certificateContentSchema.parse(content) }
const at = (now: string) => buildFactSheet(kettle('k'), now, { certificates: [gots], now })

describe('certificate facts', () => {
  test('carry the phrase, its particulars, where it counts and until when', () => {
    const sheet = at('2026-06-01T00:00:00.000Z')
    expect(sheet.byId.get('e_gots')).toMatchObject({
      attribute: 'certificate',
      value: 'organic cotton certified to GOTS',
      source: 'certificate',
      jurisdictions: ['eu', 'uk'],
      expiresAt: '2027-01-01T00:00:00.000Z',
    })
    expect(sheet.byId.get('e_gots_reference')).toMatchObject({ value: 'CU 1000001', parents: ['e_gots'] })
    expect(sheet.unsayable.has('e_gots')).toBe(false)
  })

  test('are unsayable before and from the moment of expiry, which changes the facts hash', () => {
    expect(at('2025-12-31T00:00:00.000Z').unsayable.get('e_gots')).toBe('not-begun')
    expect(at('2027-01-01T00:00:00.000Z').unsayable.get('e_gots')).toBe('expired')
    expect(at('2026-12-31T23:59:59.999Z').unsayable.has('e_gots')).toBe(false)
    expect(at('2027-01-01T00:00:00.000Z').hash).not.toBe(at('2026-06-01T00:00:00.000Z').hash)
  })

  test('must end after they begin', () => {
    const backwards = { ...content, validFrom: '2028-01-01T00:00:00Z' }
    expect(certificateContentSchema.safeParse(backwards).error?.issues[0]?.path).toEqual(['expiresAt'])
  })
})
