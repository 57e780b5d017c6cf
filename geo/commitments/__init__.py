"""The measures of a contrat de ville and their yearly follow-up: frames in, frames out."""
