/** How Windows settings are rolled out and back, in Active Directory and in Intune: the same for every baseline, with what is special to it. */
import type { Text } from '../../i18n/text.ts'

export function rollOut(title: Text, special: Text, check: Text): Text {
  return {
    ja: `${title.ja}

${special.ja}

■ Active Directoryで配る
1. 「グループポリシーの管理」で新しいGPOを作り、まず情報システム担当者のOUだけにリンクする。
2. GPOを編集し、HKEY_CURRENT_USERの設定は「ユーザーの構成」、HKEY_LOCAL_MACHINEの設定は「コンピューターの構成」の「基本設定」→「Windowsの設定」→「レジストリ」に、Registry.xmlの各項目を入れる（Registry.xmlをコピーして、この画面に貼り付けられる）。
3. 端末で gpupdate /force を実行し、サインインし直す。
4. 確認する：${check.ja}
5. 1週間、問い合わせを見てから、全社のOUにリンクする。

■ Intuneで配る
1. 「デバイス」→「スクリプトと修復」→「プラットフォームスクリプト」で .ps1 を追加する。HKEY_CURRENT_USERの設定は「ログオンした資格情報を使用して実行」を「はい」にする。
2. まず試験用のグループに割り当て、確認してから全社に割り当てる。

■ 1台だけで試す
.reg をダブルクリックするか、.ps1 に -WhatIf を付けて実行し、表示を確認してから -WhatIf なしで実行する。

■ 元に戻す
GPOのリンクを外しても、基本設定で書いた値は残る。kyumei export … --revoke で作ったRegistry.xml（または .reg、.ps1）を同じ手順で配る。`,
    en: `${title.en}

${special.en}

Active Directory
1. Make a new GPO in Group Policy Management, and link it to the OU of the IT staff only.
2. Edit it: settings of HKEY_CURRENT_USER go to User Configuration, those of HKEY_LOCAL_MACHINE to Computer Configuration, each under Preferences, Windows Settings, Registry: enter the items of Registry.xml (a copied Registry.xml can be pasted there).
3. On a PC: gpupdate /force, then sign in again.
4. Check: ${check.en}
5. After a week without complaints, link it to everybody's OU.

Intune
1. Devices, Scripts and remediations, Platform scripts: add the .ps1. For settings of HKEY_CURRENT_USER choose "Run this script using the logged on credentials".
2. Assign it to a test group, check, then to everybody.

One PC alone
Open the .reg, or run the .ps1 with -WhatIf, read what it says, and run it again without.

Back again
A GPO that is unlinked leaves the values that preferences wrote: roll out the Registry.xml (or .reg, .ps1) of kyumei export … --revoke in the same way.`,
  }
}
