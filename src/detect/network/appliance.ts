/** Hosts that live as a kiosk, a camera or a sign does: around the clock, and with a few places only. */
import type { Reason } from '../grade.ts'
import { unattended } from '../hours.ts'

const FEW_PLACES = 10
const AROUND_THE_CLOCK = 20 // hours of the clock
/** … or days, and share of the contacts at night and at weekends, which are half of all hours: what calls a few times a day only */
const DAYS = 7
const UNATTENDED = 0.33

/** For WITH, after `used` (what is judged): its hosts that live so, on the clock of `{zone:String}`. A firewall may log a place twice: its address, and its name. */
export const APPLIANCE = `appliance AS
  (
    SELECT host
    FROM contact
    WHERE host IN (SELECT host FROM used)
    GROUP BY host
    HAVING uniqExactIf(ip, ip != toIPv6('::')) <= ${FEW_PLACES} AND uniqExactIf(family, name != '') <= ${FEW_PLACES} 
      AND (uniqExact(toHour(time)) >= ${AROUND_THE_CLOCK} OR (uniqExact(toDate(time, {zone:String})) >= ${DAYS} AND countIf(${unattended('time')}) >= ${UNATTENDED} * count()))
  )`

export const SINCE_THE_BEGINNING: Reason = {
  effect: 'weakens',
  text: {
    ja: 'サーバや機器が、ログの初日から通信しています。バックアップや監視など、決まった仕事と見られます（ログより古い感染も同じ形になります）。',
    en: 'A server or device has contacted it since the first day of the logs: a fixed task such as a backup or monitoring (an infection older than the logs looks the same).',
  },
}

export const DEVICES: Reason = {
  effect: 'weakens',
  text: {
    ja: '機器は保守や更新のために決まった先へ通信します。',
    en: 'Devices contact fixed places for maintenance and updates.',
  },
}
