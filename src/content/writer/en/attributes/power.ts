/** Mains, batteries and energy. */
import type { AttributeWording } from '../../grammar.ts'
import { say } from '../../say.ts'

export const powerWording = {
  power: say('power', 5, ['is rated at {v}'], { with: ['{v} of power'] }),
  voltage: say('power', 2, ['is rated for {v}']),
  power_source: say('power', 6, ['is powered by {a v}', 'runs on {a v}'], {
    front: ['Powered by {a v}'],
    values: { mains: null, solar: null, AC: null, DC: null, USB: null, Battery: 'battery' },
  }),
  battery_life: say('power', 9, ['runs for {v}', 'lasts {v} on a charge'], {
    with: ['a battery life of {v}', '{v} of battery life'],
  }),
  run_time: say('power', 8, ['runs for {v}', 'gives light for {v}'], { with: ['a run time of {v}'] }),
  charging_time: say('power', 5, ['charges in {v}', 'takes {v} to charge'], {
    with: ['a charging time of {v}'],
  }),
  usb_c_power: say('power', 6, ['charges devices over USB-C with {v}', 'delivers {v} over USB-C'], {
    with: ['{v} of USB-C power'],
  }),
  energy_class: say('power', 5, ['is in energy class {v}', 'has energy class {v}'], {
    with: ['energy class {v}'],
  }),
  battery_technology: say('power', 5, ['uses {a m} battery'], { with: ['{a m} battery'] }),
} satisfies Record<string, AttributeWording>
