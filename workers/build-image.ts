/** recommendations.build-image: everything learnt from behaviour, as one image. */
import { announceChange } from '../src/database/changes/announce.ts'
import type { App } from '../src/app.ts'
import { buildImageProcessor } from '../src/recommendations/image/build/build-image.ts'

export const buildImage = ({ db, clock }: App) => buildImageProcessor({ db, clock, announce: announceChange })
