/** What the person does about the place of secrets, as calls to the host. */
import type { Host, VaultView } from "../../../host/host";
import type { WayOut } from "./words";

/** How each way out is gone. */
export function vaultActs(host: Host, vault: VaultView): Record<WayOut["act"], () => Promise<unknown>> {
  /** The passphrase is typed in a dialog of the desktop: the page gets a ticket for it. */
  async function withPassphrase(isNew: boolean, act: (ticket: string) => Promise<unknown>) {
    const typed = await host.askPassphrase(isNew);
    if (typed) await act(typed.ticket);
  }
  return {
    again: () => host.unlockVault({ ticket: null }),
    unlock: () => host.unlockVault({ ticket: null }),
    // Only a locked file has a passphrase already; otherwise one is begun.
    passphrase: () => withPassphrase(vault.state !== "locked", (ticket) => host.unlockVault({ ticket })),
    file: () => withPassphrase(true, (ticket) => host.setVault({ kind: "file", ticket })),
    keyring: () => host.setVault({ kind: "keyring", ticket: null }),
    memory: () => host.setVault({ kind: "memory", ticket: null }),
  };
}
