"""Sentences of our own to put into definitions; none of them is like another."""

STEPS = (
    "Compare the figures with those of the previous quarter",
    "Archive the intermediate tables in cold storage",
    "Ask the on-call engineer about open incidents",
    "Measure how long each database query takes",
    "Collect the names of the affected customers",
    "Draw the dependency graph of the billing modules",
    "Group the warnings by their compiler flag",
    "Estimate the storage cost of the new indexes",
)
STATEMENTS = (
    "Invoices older than ten years live in cold storage.",
    "The warehouse counts its pallets on Friday evening.",
    "Timestamps in the ledger are kept in UTC.",
    "Customers in Norway pay a reduced shipping fee.",
    "The staging cluster has eight nodes in Frankfurt.",
    "Queues drain overnight between two and four.",
    "Currency rates come from the central bank each morning.",
    "Legacy barcodes carry twelve digits and a checksum.",
)
PROHIBITIONS = (
    "Under no circumstances delete the booking journal",
    "You must never share customer addresses",
    "Don't overwrite the tariff history",
    "Avoid raw pointers in the ledger module",
    "Refrain from editing closed invoices",
    "Never commit credentials to the repository",
    "Never drop a table that still holds invoices",
    "Do not rename public endpoints of the billing service",
    "You must not disable the audit log in production",
)
DEMANDS = (
    "Only write to the freight schema",
    "You should round amounts to two decimals",
    "Prefer the harbour exchange over private brokers",
    "Each booking MUST carry a cost centre",
    "Always keep the audit log switched on",
    "You must record the reason for each manual booking",
    "Always quote the ticket number in the commit subject",
    "You must encrypt customer addresses at rest",
)
SECTIONS = (
    ("Warehouse Calendar", "Pallets are counted on Friday evening. Trucks leave the yard at six."),
    ("Ledger Basics", "Timestamps are kept in UTC. Rounding happens at the fourth decimal."),
    ("Shipping Zones", "Norway belongs to zone three. Islands count as remote places."),
    ("Barcode History", "Legacy barcodes carry twelve digits. The last digit is a checksum."),
)
DUTIES = (
    "Reconcile the pallet counts with the ledger",
    "Track the freight cost of remote islands",
    "Forecast the demand for refrigerated containers",
    "Negotiate delivery slots with the harbour office",
)
DESCRIPTIONS = (
    "Knows the warehouse calendar and the ledger conventions.",
    "Speaks the vocabulary of freight brokers.",
    "Covers barcodes, pallets and customs declarations.",
)
