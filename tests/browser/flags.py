"""The switches that Chromium is started with."""

# Parts of the browser that show nothing without a screen. Each would start further processes for
# every new window or page, at about the price of loading the portal's page itself.
UNSEEN = ["SpareRendererForSitePerProcess", "WebUIOmniboxAimPopup", "WebUIOmniboxPopup"]
# The switch replaces Playwright's own, so those of its features that matter here are repeated.
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
