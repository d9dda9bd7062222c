import type { Calibration, CalibrationFit } from "../evaluate/calibration-fit.ts";

/** What is published of a calibration: all but the curves of its bands. */
export function calibrationPart(calibration: Calibration) {
	const { stage, horizonDays, landmarkDays, cutAt, older, younger, between, reason, moreNeeded } = calibration;
	const part = (counts: Calibration["older"]) =>
		counts && { leads: counts.positives + counts.negatives, positives: counts.positives };
	return {
		...{ stage, horizonDays, landmarkDays, cutAt },
		older: part(older),
		younger: part(younger),
		...{ between, reason, moreNeeded },
		methods: calibration.methods.map(fitPart),
		meanings: calibration.meanings,
	};
}

function fitPart({ method, inSample, heldOut, brierLoss, logLoss, optimism, murphy, corp, ...fit }: CalibrationFit) {
	return {
		...{ method, inSample, heldOut, brierLoss, logLoss, optimism, murphy, corp },
		/** Expected calibration error beside what right probabilities would show. */
		calibrationError: fit.error,
		reliability: fit.reliability,
	};
}
