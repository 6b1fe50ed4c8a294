"""The command-line switches that Chromium is started with."""

# Parts of the browser that are never visible in headless mode. They start extra processes for every
# new window and page, which costs up to 0.6 s of CPU time; without them a new page costs 0.25 s.
UNSEEN = ["SpareRendererForSitePerProcess", "WebUIOmniboxAimPopup", "WebUIOmniboxPopup"]
# Chromium reads only the last --disable-features, so this repeats what Playwright's own disables.
DISABLED = [
    *["HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "PaintHolding"],
    *["MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PreconnectToSearch"],
    *["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "LensOverlay"],
    *UNSEEN,
]
FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(DISABLED)}",
]
