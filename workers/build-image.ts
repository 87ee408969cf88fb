/** recommendations.build-image: everything learnt from behaviour, as one image. */
import type { App } from '../src/app.ts'
import { buildImageProcessor } from '../src/recommendations/image/build/build-image.ts'

/** Processes that hold images also look for new ones by themselves. */
export const buildImage = ({ db, clock }: App) =>
  buildImageProcessor({ db, clock, announce: () => Promise.resolve() })
