import type { DeviceModel, PropertySpec } from '../core/device/model.ts';
import { MilletError } from '../core/errors.ts';
import type { Home, HomeDevice } from '../core/home.ts';
import { nearestName } from '../core/nearest.ts';
import type { Scene } from '../core/scene/schema.ts';
