/** English head nouns of goods. A title that holds one names its product by it; no other word is taken for a noun. */

const listOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s*,\s*/))

export const headNouns = listOf(`
  cleansing milk, towel set, cup set, table set, tea set, bath towel set, guest towel set, knife set, set, kit, collection, bundle, duo, battery pack, memory kit, running shoes, softshell jacket, rain jacket, tea infuser,
  in-ear headphones, over-ear headphones, swivel chair, dome tent, garden rake, steamer, infuser, sign, blouse, pepper,
  kettle, toaster, coffee machine, coffee maker, espresso machine, machine, grinder, blender, mixer, juicer, microwave, oven, fridge,
  freezer, dishwasher, hob, pan, frying pan, saucepan, wok, casserole, pot, stockpot, skillet, griddle, roaster, knife, santoku,
  cleaver, peeler, bottle, flask, mug, tumbler, cup, bowl, plate, glass, jug, carafe, teapot, tray, board, chopping board, basket,
  lamp, desk lamp, floor lamp, light, bike light, lantern, torch, bulb, chandelier, chair, office chair, armchair, stool, sofa,
  couch, table, desk, dresser, sideboard, shelf, bookcase, cabinet, bed, mattress, pillow, cushion, blanket, throw, towel, bath towel,
  hammam towel, bath mat, mat, sleeping mat, rug, curtain, duvet, clock, vase, planter, planting bowl, mirror, frame, candle, wreath,
  bouquet, centerpiece, arrangement, ornament, garland, stocking, monitor, display, television, projector, projection screen, notebook,
  laptop, tablet, computer, workstation, server, keyboard, mouse, webcam, camera, lens, microphone, headset, speaker,
  soundbar, printer, scanner, copier, toner cartridge, ink cartridge, cartridge, toner, drum unit, imaging unit, ribbon, cable,
  patch cable, power cable, network cable, cord, power cord, adapter, power adapter, charger, battery, power bank, power supply,
  power supply unit, uninterruptible power supply, surge protector, power strip, switch, router, hub, docking station,
  converter, splitter, transceiver, transceiver module, network transceiver module, memory module, memory card, hard drive, tape drive,
  drive, graphics card, card, motherboard, processor, rack, mount, wall mount, ceiling mount, bracket, stand, tripod,
  case, cover, sleeve, screen protector, panel, patch panel, connector, phone, smartphone, telephone, smartwatch, watch, player,
  media player, kit, filter, fan, heater, radio, amplifier, receiver, remote control, toothbrush, shaver, trimmer, hair dryer, iron, steam iron, vacuum cleaner,
  bag, backpack, daypack, handbag, tote, suitcase, wallet, belt, scarf, shirt, t-shirt, jacket, coat, parka, vest, gilet, fleece, sweater,
  hoodie, dress, skirt, hat, cap, beanie, bracelet, necklace, ring, pendant, tent, sleeping bag, hammock, kayak, paddle, rod,
  reel, cooler, rake, spade, fork, trowel, hoe, shovel, hand tool, pruner, hammer, drill, saw, axe, wrench, screwdriver, multitool, tyre, pump,
  helmet, lock, saddle, planner, journal, sketchbook, diary, pen, pencil, fountain pen, stapler, folder, binder, puzzle, game, board game,
  train set, train, track extension, doll, teddy, kite, cream, eye cream, hand cream, face cream, balm, lip balm, serum, lotion, cleanser, toner, mask, sunscreen,
  shampoo, conditioner, soap, body wash, scrub, oil, razor, brush, comb, perfume, guitar, ukulele, violin, flute, trumpet, saxophone, clarinet, piano, drum,
  plant, cactus, fern, orchid, bread, cake, cookbook, book, kettlebell, dumbbell, tripod
`)

/** Of these there is no "a": the embedded writer says "the tea", "this tea", never "a tea". */
export const massNouns = listOf(`
  tea, black tea, green tea, herbal tea, coffee, infusion, paper, photo paper, memory, software, bread, soap
`)
