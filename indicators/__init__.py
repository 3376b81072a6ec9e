"""From published figures to indicators: shares, sums and rates, with their targets and the progress towards them."""
