/** English nouns for goods, by kind. A title that holds one names its product by it; no other word is taken for a noun. */
import type { NounEntry } from '../morphology.ts'

const listOf = (words: string): readonly string[] => words.trim().split(/\s*,\s*/)

const counted: Readonly<Record<string, string>> = {
  kitchen: `
    kettle, toaster, coffee machine, coffee maker, espresso machine, grinder, blender, mixer, juicer, microwave, oven, fridge, freezer, dishwasher, hob, pan, frying pan, saucepan, wok, casserole, pot, stockpot, skillet, griddle, roaster, knife, santoku, cleaver, peeler, bottle, flask, mug, tumbler, cup, bowl, plate, glass, jug, carafe, teapot, tray, board, chopping board, tea infuser, infuser, steamer, cup set, tea set, knife set, french press, dripper, cooler, cake stand, drinking glass, coffee grinder, tea kettle, utensil, spatula, ladle, whisk, colander, dish, platter, pitcher, decanter, corkscrew`,
  living: `
    basket, lamp, desk lamp, floor lamp, table lamp, light, lantern, bulb, chandelier, chair, office chair, swivel chair, armchair, stool, sofa, couch, table, coffee table, desk, dresser, sideboard, shelf, bookcase, cabinet, bed, mattress, pillow, cushion, blanket, throw, towel, bath towel, hammam towel, bath mat, mat, rug, curtain, duvet, clock, vase, planter, planting bowl, mirror, frame, candle, wreath, bouquet, centrepiece, centerpiece, arrangement, ornament, garland, stocking, towel set, table set, bath towel set, guest towel set, sign, figurine, sculpture, statue, wall art, tapestry, nightstand, ottoman, bench`,
  screens: `
    monitor, display, television, projector, projection screen, tv`,
  computers: `
    notebook, laptop, tablet, computer, workstation, server, keyboard, mouse, webcam, printer, scanner, copier, motherboard, processor, docking station, memory module, memory kit, memory card, hard drive, tape drive, drive, graphics card, card, switch, router, hub, access point, transceiver, transceiver module, network transceiver module, thin client, barebone, flash drive, notebook pc, desktop pc`,
  supplies: `
    toner cartridge, ink cartridge, cartridge, drum unit, imaging unit, ribbon, print head, label tape, fuser, printing paper`,
  cables: `
    cable, patch cable, power cable, network cable, cord, power cord, adapter, power adapter, charger, battery, battery pack, power bank, power supply, power supply unit, uninterruptible power supply, surge protector, power strip, power distribution unit, converter, splitter, rack, mount, wall mount, ceiling mount, bracket, patch panel, panel, connector, stand, tripod, filter, fan, surge protection, network card, kvm switch`,
  phones: `
    phone, smartphone, telephone, smartwatch`,
  audio: `
    headset, speaker, soundbar, microphone, player, media player, radio, amplifier, receiver, remote control, guitar, ukulele, violin, flute, trumpet, saxophone, clarinet, piano, drum, turntable`,
  cameras: `
    camera, lens, camcorder, security camera`,
  fashion: `
    running shoe, softshell jacket, rain jacket, blouse, shirt, t-shirt, tee, jacket, coat, parka, vest, gilet, fleece, sweater, hoodie, dress, skirt, hat, cap, beanie, bracelet, necklace, ring, pendant, scarf, belt, wallet, handbag, tote, watch, sneaker, boot, sandal, shoe, loafer, blazer, tunic, cardigan, backpack, daypack, bag, suitcase, briefcase, clutch, duffel, tie`,
  outdoor: `
    sleeping mat, dome tent, tent, sleeping bag, hammock, kayak, paddle, rod, fishing rod, reel, helmet, lock, saddle, tyre, pump, bike light, torch, multitool, fishing reel, lure, compass, headlamp`,
  garden: `
    garden rake, rake, spade, fork, trowel, hoe, shovel, hand tool, pruner, hammer, drill, saw, wrench, screwdriver, plant, cactus, fern, orchid, succulent, toolbox, tape measure, level, chisel`,
  beauty: `
    cleansing milk, cream, eye cream, hand cream, face cream, day cream, night cream, balm, lip balm, serum, lotion, cleanser, toner, mask, sunscreen, shampoo, conditioner, body wash, scrub, oil, razor, brush, comb, perfume, toothbrush, shaver, trimmer, hair dryer, lipstick, mascara, eyeliner, moisturizer, moisturiser, blush, foundation, nail polish, palette`,
  stationery: `
    planner, journal, sketchbook, diary, pen, pencil, fountain pen, ballpoint pen, rollerball pen, stapler, folder, binder, exercise book, book, cookbook, label maker, laminator, shredder, calculator`,
  play: `
    puzzle, game, board game, train set, train, track extension, doll, teddy, kite, toy, plush, building set, controller, gamepad, playset`,
  pantry: `
    cake, pepper, loaf, croissant, bagel, muffin, cookie, burger, salad, soup, smoothie, sandwich, wrap, pie, pizza, curry, cheese, jam`,
  tools: `
    steam iron, iron, vacuum cleaner, heater, machine, case, cover, sleeve, screen protector, set, kit, collection, bundle, duo, kettlebell, dumbbell, gift set, dispenser, holder, organizer, organiser, container`,
}

/** Of these there is no "a": the embedded writer says "the tea", "this tea", never "a tea". */
const mass: Readonly<Record<string, string>> = {
  pantry: `tea, black tea, green tea, herbal tea, coffee, infusion, bread, granola, chocolate, honey, rice, pasta, cereal, juice, milk, water, popcorn, trail mix`,
  computers: `memory, software`,
  supplies: `paper, photo paper, label paper`,
  beauty: `soap, makeup`,
}

/** Sold in pairs or numbers. */
const plural: Readonly<Record<string, string>> = {
  fashion: `running shoes, shoes, boots, sandals, sneakers, sunglasses, trousers, jeans, shorts, leggings, socks, gloves, earrings, heels, flats, oxfords, sweatpants, hiking boots, slippers, loafers, cufflinks`,
  audio: `headphones, in-ear headphones, over-ear headphones, earphones, earbuds, drums, speakers`,
  beauty: `drops`,
  pantry: `chips, nuts, beans, coffee beans, cookies, crackers, pretzels, noodles, fries, tacos`,
  outdoor: `gaiters, binoculars, goggles`,
  garden: `shears, loppers, secateurs, pliers`,
  kitchen: `glasses, scissors, cups, bowls, plates, knives`,
  stationery: `labels, self-adhesive labels, sticky notes`,
  cables: `batteries`,
  living: `towels, pillows, cushions, candles, lights, string lights`,
  play: `blocks, building blocks`,
}

export const nouns: ReadonlyMap<string, NounEntry> = new Map([
  ...entries(counted, (text) => ({ isPlural: false, isMass: false, plural: pluralOf(text) })),
  ...entries(mass, (text) => ({ isPlural: false, isMass: true, plural: text })),
  ...entries(plural, (text) => ({ isPlural: true, isMass: false, plural: text })),
])

function entries(
  lists: Readonly<Record<string, string>>,
  form: (text: string) => Pick<NounEntry, 'isPlural' | 'isMass' | 'plural'>,
): (readonly [string, NounEntry])[] {
  return Object.entries(lists).flatMap(([family, words]) =>
    listOf(words).map((text) => [text, { text, gender: null, family, ...form(text) }] as const),
  )
}

function pluralOf(text: string): string {
  if (/(?:knife|shelf)$/.test(text)) return text.replace(/fe?$/, 'ves')
  if (/[^aeiou]y$/.test(text)) return text.replace(/y$/, 'ies')
  if (/mouse$/.test(text)) return text.replace(/mouse$/, 'mice')
  return /(?:ss|x|ch|sh|z)$/.test(text) ? `${text}es` : `${text}s`
}
