/** European Union. Generic environmental claims, offsets and "part as whole" are named in Directive 2024/825. */
import type { JurisdictionPack, LawSource } from './pack.ts'

const eurLex = (celex: string) => `https://eur-lex.europa.eu/eli/${celex}/oj`
const empowering = (law: string): LawSource => ({
  law: `Directive 2005/29/EC, ${law}, added by Directive (EU) 2024/825`,
  url: eurLex('dir/2024/825'),
  appliesFrom: '2026-09-27',
  isVerified: true,
})
const unfairPractices = (law: string): LawSource => ({
  law: `Directive 2005/29/EC, ${law}`,
  url: eurLex('dir/2005/29'),
  appliesFrom: null,
  isVerified: true,
})
const biocides: LawSource = {
  law: 'Regulation (EU) No 528/2012, art. 58 and 72',
  url: eurLex('reg/2012/528'),
  appliesFrom: null,
  isVerified: true,
}

export const euPack: JurisdictionPack = {
  jurisdiction: 'eu',
  title: 'European Union',
  neverLicensed: ['neutrality'],
  laws: {
    green: empowering('Annex I no. 4a'),
    energy: empowering('Annex I no. 4a'),
    degradable: empowering('Annex I no. 4a'),
    neutrality: empowering('Annex I no. 4c'),
    whole: empowering('Annex I no. 4b'),
    health: {
      law: 'Regulation (EC) No 1924/2006, art. 10 and 12; Directive 2005/29/EC, Annex I no. 17',
      url: eurLex('reg/2006/1924'),
      appliesFrom: null,
      isVerified: true,
    },
    antimicrobial: biocides,
    // Art. 72(3) bans "non-toxic" and "harmless" for biocides; for other goods it is a claim that must be proven.
    safety: { ...biocides, law: 'Regulation (EU) No 528/2012, art. 72(3); Directive 2005/29/EC, art. 6' },
    superlative: unfairPractices('art. 6 and 12'),
    comparison: {
      law: 'Directive 2006/114/EC, art. 4',
      url: eurLex('dir/2006/114'),
      appliesFrom: null,
      isVerified: true,
    },
    award: unfairPractices('art. 6 and Annex I no. 2 and 4'),
    testimonial: unfairPractices('Annex I no. 23b and 23c'),
    stock: unfairPractices('Annex I no. 7 and 18'),
    deadline: unfairPractices('Annex I no. 7'),
    pressure: unfairPractices('Annex I no. 7'),
  },
}
