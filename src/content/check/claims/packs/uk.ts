/** United Kingdom. Nothing here has been compared with the text of the law: every source is marked unverified. */
import type { JurisdictionPack, LawSource } from './pack.ts'

const unverified = (law: string, url: string, appliesFrom: string | null = null): LawSource => ({
  law,
  url,
  appliesFrom,
  isVerified: false,
})
const greenClaims = unverified(
  'Green Claims Code (CMA); CAP Code, section 11',
  'https://www.asa.org.uk/type/non_broadcast/code_section/11.html',
)
const unfairTrading = unverified(
  'Digital Markets, Competition and Consumers Act 2024, part 4 chapter 1, schedule 20',
  'https://www.legislation.gov.uk/ukpga/2024/13/schedule/20',
  '2025-04-06',
)
const capCode = (rules: string): LawSource =>
  unverified(`CAP Code, section ${rules}`, 'https://www.asa.org.uk/codes-and-rulings/advertising-codes.html')

export const ukPack: JurisdictionPack = {
  jurisdiction: 'uk',
  title: 'United Kingdom',
  neverLicensed: [],
  laws: {
    green: greenClaims,
    energy: greenClaims,
    degradable: greenClaims,
    neutrality: greenClaims,
    whole: greenClaims,
    health: capCode('12 and 15'),
    antimicrobial: unverified(
      'GB Biocidal Products Regulation, art. 58 and 72',
      'https://www.legislation.gov.uk/eur/2012/528',
    ),
    safety: capCode('3 and 12'),
    superlative: capCode('3'),
    comparison: capCode('3'),
    award: capCode('3'),
    testimonial: unfairTrading,
    stock: unfairTrading,
    deadline: unfairTrading,
    pressure: unfairTrading,
  },
}
