/** United States. The Green Guides are guidance on what the FTC holds to be deceptive under section 5 of the FTC Act. */
import type { JurisdictionPack, LawSource } from './pack.ts'

const greenGuides = (section: string): LawSource => ({
  law: `16 CFR ${section} (Green Guides)`,
  url: `https://www.ecfr.gov/current/title-16/section-${section}`,
  appliesFrom: null,
  isVerified: true,
})
const federal = (law: string, url: string, isVerified: boolean): LawSource => ({
  law,
  url,
  appliesFrom: null,
  isVerified,
})
const substantiation = federal(
  'FTC Act, section 5; FTC policy statement regarding advertising substantiation',
  'https://www.ftc.gov/legal-library/browse/ftc-policy-statement-regarding-advertising-substantiation',
  true,
)
const endorsements = federal(
  '16 CFR 255 (endorsements) and 465 (reviews and testimonials)',
  'https://www.ecfr.gov/current/title-16/part-255',
  true,
)

export const usPack: JurisdictionPack = {
  jurisdiction: 'us',
  title: 'United States',
  neverLicensed: [],
  laws: {
    green: greenGuides('260.4'),
    energy: greenGuides('260.4'),
    degradable: greenGuides('260.8'),
    neutrality: greenGuides('260.5'),
    whole: greenGuides('260.3'),
    health: federal(
      'FTC Health Products Compliance Guidance; 21 CFR 101.14 and 101.93',
      'https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance',
      true,
    ),
    antimicrobial: federal(
      '40 CFR 152.25(a) (treated articles), FIFRA',
      'https://www.ecfr.gov/current/title-40/section-152.25',
      true,
    ),
    safety: greenGuides('260.10'),
    superlative: substantiation,
    comparison: federal(
      '16 CFR 14.15 (comparative advertising)',
      'https://www.ecfr.gov/current/title-16/section-14.15',
      true,
    ),
    award: endorsements,
    testimonial: endorsements,
    stock: federal(
      'FTC Act, section 5; FTC staff report "Bringing Dark Patterns to Light"',
      'https://www.ftc.gov/reports/bringing-dark-patterns-light',
      false,
    ),
    deadline: federal('16 CFR 233.5', 'https://www.ecfr.gov/current/title-16/section-233.5', false),
    pressure: federal(
      'FTC Act, section 5; FTC staff report "Bringing Dark Patterns to Light"',
      'https://www.ftc.gov/reports/bringing-dark-patterns-light',
      false,
    ),
  },
}
