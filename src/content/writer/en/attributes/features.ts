/** Features that have a value: connections, modes, formats. */
import type { AttributeWording } from '../../grammar.ts'
import { say } from '../../say.ts'

export const featuresWording = {
  connection: say('feature', 7, ['connects by {v}']),
  connectivity: say('feature', 7, ['connects by {v}']),
  connectivity_technology: say('feature', 5, ['is {a m} model']),
  bluetooth_version: say('feature', 5, ['uses Bluetooth {v}', 'supports Bluetooth {v}'], {
    with: ['Bluetooth {v}'],
  }),
  ports: say('feature', 7, ['has ports for {v}', 'connects through {v}'], { with: ['ports for {v}'] }),
  modes: say('feature', 6, ['has {v} modes', 'offers {v} modes'], { with: ['{v} modes'] }),
  dimming_levels: say('feature', 5, ['has {v} dimming levels'], { with: ['{v} dimming levels'] }),
  mount: say('feature', 6, ['mounts by {v}', 'attaches with {a v}']),
  wall_mount: say('feature', 5, ['takes {a v} wall mount', 'fits {a v} wall mount']),
  closure: say('feature', 5, ['closes with {v}', 'fastens with {v}']),
  filter_type: say('feature', 6, ['uses {a v}', 'brews with {a v}'], { with: ['{a v}'] }),
  armrests: say('feature', 5, ['has {m} armrests'], { with: ['{m} armrests'] }),
  keep_warm: say('feature', 6, ['keeps water warm for {v}', 'has a keep-warm function of {v}'], {}),
  format: say('size', 6, ['comes in {v} format', 'is in {v} format'], { front: ['In {v} format'] }),
  form: say('make', 6, ['comes as {v}', 'is sold as {v}']),
  style: say('make', 4, []),
  type: say('make', 4, []),
  position: say('fit', 3, []),
  use: say('fit', 4, []),
  intended_use: say('fit', 4, []),
  packaging: say('contents', 5, ['comes in {a v}', 'is packed in {a v}']),
  connector_1: say('feature', 6, ['has {a v} connector at one end'], {}),
  connector_2: say('feature', 5, ['has {a v} connector at the other end'], {}),
  internal_memory: say('performance', 8, ['has {v} of memory'], { with: ['{v} of memory'] }),
  total_storage_capacity: say('performance', 8, ['has {v} of storage'], { with: ['{v} of storage'] }),
  processor_family: say('performance', 7, ['runs on {a v} processor']),
  processor_model: say('performance', 4, []),
  processor_cores: say('performance', 6, ['has {v} processor cores'], { with: ['{v} processor cores'] }),
  operating_system_installed: say('feature', 6, ['comes with {v} installed', 'runs {v}']),
} satisfies Record<string, AttributeWording>
